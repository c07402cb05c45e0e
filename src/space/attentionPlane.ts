import type { Attention } from './attention.ts';

/** {@link Attention} for samples of two elements, whose sums stay in registers; the general loop takes twice as long. */
export function attendInPlane(x: Float64Array, atoms: Float64Array, by: Attention): Float64Array {
  const { scale, bias, radial, atom, self } = by;
  const count = scale.length;
  const logits = new Float64Array(count);
  const out = new Float64Array(x.length);
  const selves = typeof self === 'number' ? undefined : self;
  for (let at = 0; at < x.length; at += 2) {
    const a = x[at] as number;
    const b = x[at + 1] as number;
    const square = a * a + b * b;
    let most = -Infinity;
    for (let k = 0; k < count; k++) {
      const dot = a * (atoms[2 * k] as number) + b * (atoms[2 * k + 1] as number);
      let logit = (scale[k] as number) * dot + (bias[k] as number);
      if (radial !== undefined) logit -= (radial[k] as number) * square;
      logits[k] = logit;
      if (logit > most) most = logit;
    }
    let total = 0;
    let ofX = 0;
    let sumA = 0;
    let sumB = 0;
    for (let k = 0; k < count; k++) {
      const weight = Math.exp((logits[k] as number) - most);
      const ofAtom = weight * (atom[k] as number);
      total += weight;
      sumA += ofAtom * (atoms[2 * k] as number);
      sumB += ofAtom * (atoms[2 * k + 1] as number);
      if (selves !== undefined) ofX += weight * (selves[k] as number);
    }
    const kept = typeof self === 'number' ? self : ofX / total;
    out[at] = sumA / total + kept * a;
    out[at + 1] = sumB / total + kept * b;
  }
  return out;
}
