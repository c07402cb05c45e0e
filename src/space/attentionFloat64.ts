import type { Attention } from './attention.ts';

/**
 * softmax_k(scale_k <x, a_k> - radial_k |x|^2 + bias_k) for the row of x that starts at `at`, into `weights`.
 * The largest logit is taken out first, so nothing overflows.
 */
function softmaxOfRow(
  weights: Float64Array,
  x: Float64Array,
  at: number,
  size: number,
  atoms: Float64Array,
  { scale, bias, radial }: Attention,
): void {
  const count = weights.length;
  let square = 0;
  if (radial !== undefined) for (let d = 0; d < size; d++) square += (x[at + d] as number) ** 2;
  let most = -Infinity;
  for (let k = 0, a = 0; k < count; k++) {
    let dot = 0;
    for (let d = 0; d < size; d++, a++) dot += (x[at + d] as number) * (atoms[a] as number);
    let logit = (scale[k] as number) * dot + (bias[k] as number);
    if (radial !== undefined) logit -= (radial[k] as number) * square;
    weights[k] = logit;
    if (logit > most) most = logit;
  }
  let total = 0;
  for (let k = 0; k < count; k++) {
    const weight = Math.exp((weights[k] as number) - most);
    weights[k] = weight;
    total += weight;
  }
  for (let k = 0; k < count; k++) (weights[k] as number) /= total;
}

/** {@link Attention} on flat host arrays; atoms whose weight has underflowed cost nothing. */
export function attend(
  x: Float64Array,
  atoms: Float64Array,
  by: Attention,
  size: number,
): Float64Array {
  const { atom, self } = by;
  const weights = new Float64Array(atoms.length / size);
  const out = new Float64Array(x.length);
  for (let at = 0; at < x.length; at += size) {
    softmaxOfRow(weights, x, at, size, atoms, by);
    let ofX = typeof self === 'number' ? self : 0;
    for (let k = 0; k < weights.length; k++) {
      const weight = weights[k] as number;
      if (weight === 0) continue;
      const c = weight * (atom[k] as number);
      for (let d = 0, a = k * size; d < size; d++, a++)
        (out[at + d] as number) += c * (atoms[a] as number);
      if (typeof self !== 'number') ofX += weight * (self[k] as number);
    }
    for (let d = 0; d < size; d++) (out[at + d] as number) += ofX * (x[at + d] as number);
  }
  return out;
}

/**
 * (d attend / d x)^T v: with e_k = atom_k <a_k, v> + self_k <x, v> and mean e under the weights w,
 *
 *   sum_k w_k self_k v + sum_k w_k (e_k - e) (scale_k a_k - 2 radial_k x)
 */
export function attendPullback(
  x: Float64Array,
  atoms: Float64Array,
  by: Attention,
  v: Float64Array,
  size: number,
): Float64Array {
  const { scale, radial, atom, self } = by;
  const weights = new Float64Array(atoms.length / size);
  const energies = new Float64Array(weights.length);
  const out = new Float64Array(x.length);
  const selfOf = (k: number): number => (typeof self === 'number' ? self : (self[k] as number));
  for (let at = 0; at < x.length; at += size) {
    softmaxOfRow(weights, x, at, size, atoms, by);
    let along = 0;
    for (let d = 0; d < size; d++) along += (x[at + d] as number) * (v[at + d] as number);
    let mean = 0;
    let ofV = 0;
    for (let k = 0, a = 0; k < weights.length; k++) {
      let dot = 0;
      for (let d = 0; d < size; d++, a++) dot += (atoms[a] as number) * (v[at + d] as number);
      const energy = (atom[k] as number) * dot + selfOf(k) * along;
      energies[k] = energy;
      mean += (weights[k] as number) * energy;
      ofV += (weights[k] as number) * selfOf(k);
    }
    let ofX = 0;
    for (let k = 0; k < weights.length; k++) {
      const pull = (weights[k] as number) * ((energies[k] as number) - mean);
      if (pull === 0) continue;
      const c = pull * (scale[k] as number);
      for (let d = 0, a = k * size; d < size; d++, a++)
        (out[at + d] as number) += c * (atoms[a] as number);
      if (radial !== undefined) ofX -= 2 * pull * (radial[k] as number);
    }
    for (let d = 0; d < size; d++) {
      (out[at + d] as number) += ofV * (v[at + d] as number) + ofX * (x[at + d] as number);
    }
  }
  return out;
}
