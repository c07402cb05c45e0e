/** How timesteps are embedded. */
export interface TimestepEmbedding {
  readonly count: number;
  /** Whether cosines stand before sines: flip_sin_to_cos. */
  readonly cosFirst: boolean;
  /** freq_shift. */
  readonly shift: number;
}

/**
 * Sines and cosines of timesteps i at geometric frequencies, flat rows of `count`, an odd last one 0.
 *
 *   sin(w_k i), cos(w_k i),   w_k = 10000^(-k / (count / 2 - shift))
 *
 * In float32 as PyTorch has it: at i = 1000 the rounding of w_k moves a phase by 3e-5, and networks were trained on that.
 *
 * @see Ho, Jain & Abbeel (2020), arXiv:2006.11239; diffusers' get_timestep_embedding
 */
export function timestepFeatures(
  timesteps: ArrayLike<number>,
  { count, cosFirst, shift }: TimestepEmbedding,
): Float32Array {
  const f32 = Math.fround;
  const half = Math.floor(count / 2);
  const frequencies = Float64Array.from({ length: half }, (_, k) =>
    f32(Math.exp(f32(f32(f32(-Math.log(10_000)) * k) / f32(half - shift)))),
  );
  const out = new Float32Array(timesteps.length * count);
  const [cosAt, sinAt] = cosFirst ? [0, half] : [half, 0];
  for (let row = 0; row < timesteps.length; row++) {
    const timestep = f32(timesteps[row] as number);
    for (const [k, frequency] of frequencies.entries()) {
      const phase = f32(timestep * frequency);
      out[row * count + sinAt + k] = Math.sin(phase);
      out[row * count + cosAt + k] = Math.cos(phase);
    }
  }
  return out;
}
