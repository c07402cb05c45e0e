import type { HostArray } from '../space/index.ts';

/** 2^-e at [e + 1], for e of -1 to 32. */
const inversePower = Float64Array.from({ length: 34 }, (_, i) => 2 ** (1 - i));
const rounded = new Float32Array(1);
const bits = new Int32Array(rounded.buffer);

/** ln(1 + t) for t in [sqrt(1/2) - 1, sqrt(2) - 1]; Cephes' logf, relative error below 1e-7. */
function log1p(t: number): number {
  const t2 = t * t;
  let p = 7.0376836292e-2 * t - 1.151461031e-1;
  p = p * t + 1.167699874e-1;
  p = p * t - 1.2420140846e-1;
  p = p * t + 1.4249322787e-1;
  p = p * t - 1.6668057665e-1;
  p = p * t + 2.0000714765e-1;
  p = p * t - 2.4999993993e-1;
  p = p * t + 3.3333331174e-1;
  return p * t * t2 - 0.5 * t2 + t;
}

/**
 * Box-Muller: pairs of words to pairs of standard normals, sqrt(-2 ln u) (cos, sin)(angle), rounded to float32.
 *
 * The first word is u = (word + 1/2) / 2^32, so that |z| < 6.77. Of the second, thirty bits are an angle within
 * +-pi/4, one swaps the two results and one negates both: together the whole circle. Only + - * and sqrt on doubles,
 * which are exactly rounded everywhere, so that every engine gives the same bits.
 *
 * @param out where the normals go, from `at` on, as many as words are asked for
 * @param words random words, two to a pair
 * @param count words to take, even
 * @param scale standard deviation, multiplied in after the rounding
 * @see Box & Muller (1958); Moshier, Cephes mathematical library, for the polynomials
 */
export function boxMuller(
  out: HostArray,
  at: number,
  words: Int32Array,
  count: number,
  scale: number,
): void {
  for (let i = 0; i < count; i += 2) {
    const u = ((words[i] as number) >>> 0) + 0.5;
    const v = words[i + 1] as number;
    rounded[0] = u;
    const e = ((bits[0] as number) - 0x3f3504f3) >> 23; // u = 2^e (1 + t), 1 + t around sqrt(1/2) to sqrt(2)
    const ln = log1p(u * (inversePower[e + 1] as number) - 1) + (e - 32) * Math.LN2;
    const radius = Math.sqrt(-2 * ln) * (1 + ((v >> 31) << 1));
    const w = ((v << 2) + 2) * 3.657295198167899e-10; // pi / 2^33
    const w2 = w * w;
    let sin = -1.9515295891e-4 * w2 + 8.3321608736e-3;
    sin = (sin * w2 - 1.6666654611e-1) * w2 * w + w;
    let cos = 2.443315711809948e-5 * w2 - 1.388731625493765e-3;
    cos = (cos * w2 + 4.166664568298827e-2) * w2 * w2 - 0.5 * w2 + 1;
    const swap = (v >>> 30) & 1;
    out[at + i + swap] = Math.fround(radius * cos) * scale;
    out[at + i + (swap ^ 1)] = Math.fround(radius * sin) * scale;
  }
}
