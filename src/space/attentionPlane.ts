import type { Attention } from './attention.ts';

/** Numbers of an atom: its key scale_k a_k, its bias, and its value atom_k a_k. */
const stride = 5;

function packed(atoms: Float64Array, { scale, bias, atom }: Attention): Float64Array {
  const out = new Float64Array(stride * scale.length);
  for (let k = 0, at = 0; k < scale.length; k++, at += stride) {
    const [a, b] = [atoms[2 * k] as number, atoms[2 * k + 1] as number];
    const [key, value] = [scale[k] as number, atom[k] as number];
    out.set([key * a, key * b, bias[k] as number, value * a, value * b], at);
  }
  return out;
}

/** {@link Attention} for samples of two elements, whose sums stay in registers; the general loop takes twice as long. */
export function attendInPlane(x: Float64Array, atoms: Float64Array, by: Attention): Float64Array {
  const { radial, self } = by;
  const table = packed(atoms, by);
  const count = by.scale.length;
  const logits = new Float64Array(count);
  const out = new Float64Array(x.length);
  const selves = typeof self === 'number' ? undefined : self;
  const shared = typeof self === 'number' ? self : 0;
  for (let at = 0; at < x.length; at += 2) {
    const a = x[at] as number;
    const b = x[at + 1] as number;
    let most = -Infinity;
    for (let k = 0, i = 0; k < count; k++, i += stride) {
      let logit =
        a * (table[i] as number) + b * (table[i + 1] as number) + (table[i + 2] as number);
      if (radial !== undefined) logit -= (radial[k] as number) * (a * a + b * b);
      logits[k] = logit;
      if (logit > most) most = logit;
    }
    let total = 0;
    let ofX = 0;
    let sumA = 0;
    let sumB = 0;
    for (let k = 0, i = 0; k < count; k++, i += stride) {
      const weight = Math.exp((logits[k] as number) - most);
      total += weight;
      sumA += weight * (table[i + 3] as number);
      sumB += weight * (table[i + 4] as number);
      if (selves !== undefined) ofX += weight * (selves[k] as number);
    }
    const kept = shared + ofX / total;
    out[at] = sumA / total + kept * a;
    out[at + 1] = sumB / total + kept * b;
  }
  return out;
}
