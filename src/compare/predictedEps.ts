import type { Denoiser } from '../problem/index.ts';

/** Samples that a network is given at once. */
const atOnce = 256;

/** What a denoiser takes for the noise in rows x at time t, on the host. */
export async function predictedEps<X>(
  { space, predict }: Denoiser<X>,
  x: Float64Array,
  t: number,
): Promise<Float64Array> {
  const out = new Float64Array(x.length);
  for (let first = 0; first < x.length; first += atOnce * space.size) {
    const rows = x.subarray(first, first + atOnce * space.size);
    const at = space.fill(rows.length / space.size, (values) => values.set(rows));
    const eps = space.scope(() => predict(at, t).eps);
    out.set(await space.read(eps), first);
    space.free(eps);
    space.free(at);
  }
  return out;
}
