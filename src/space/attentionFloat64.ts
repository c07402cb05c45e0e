import type { Attention } from './attention.ts';
import { dots } from './dotsFloat64.ts';

/**
 * From <x, a_k> in `weights` to softmax_k(scale_k <x, a_k> - radial_k |x|^2 + bias_k), for the row of x that starts at `at`. The
 * largest logit is taken out first, so nothing overflows.
 */
function softmaxOfRow(
  weights: Float64Array,
  x: Float64Array,
  at: number,
  size: number,
  { scale, bias, radial }: Attention,
): void {
  const count = weights.length;
  let square = 0;
  if (radial !== undefined) for (let d = 0; d < size; d++) square += (x[at + d] as number) ** 2;
  let most = -Infinity;
  for (let k = 0; k < count; k++) {
    let logit = (scale[k] as number) * (weights[k] as number) + (bias[k] as number);
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

/** For the row of x that starts at `at`: its weights, handed to `visit`. Four rows at a time share a pass over the atoms. */
function eachRow(
  x: Float64Array,
  atoms: Float64Array,
  by: Attention,
  size: number,
  visit: (at: number, weights: Float64Array) => void,
): void {
  const count = atoms.length / size;
  const block = new Float64Array(4 * count);
  for (let first = 0; first < x.length; first += 4 * size) {
    const rows = Math.min(4, (x.length - first) / size);
    dots(block, x, first, rows, atoms, size);
    for (let r = 0; r < rows; r++) {
      const weights = block.subarray(r * count, (r + 1) * count);
      softmaxOfRow(weights, x, first + r * size, size, by);
      visit(first + r * size, weights);
    }
  }
}

/** {@link Attention} on flat host arrays; atoms whose weight has underflowed cost nothing. */
export function attend(
  x: Float64Array,
  atoms: Float64Array,
  by: Attention,
  size: number,
): Float64Array {
  const { atom, self } = by;
  const out = new Float64Array(x.length);
  eachRow(x, atoms, by, size, (at, weights) => {
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
  });
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
  const energies = new Float64Array(atoms.length / size);
  const out = new Float64Array(x.length);
  const selfOf = (k: number): number => (typeof self === 'number' ? self : (self[k] as number));
  eachRow(x, atoms, by, size, (at, weights) => {
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
  });
  return out;
}
