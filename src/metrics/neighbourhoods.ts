import { InputError } from '../errors/index.ts';
import type { HostArray } from '../space/index.ts';
import { meanAndVariance } from './meanAndVariance.ts';
import type { Measured } from './measured.ts';
import { rate } from './rate.ts';
import { requireSets } from './requireSets.ts';
import { squaredDistance } from './squaredDistance.ts';

/** Rows that are compared with all others while they are at hand. */
const block = 64;

/** Squared distance of each row to its k-th nearest other row. */
function squaredRadii(x: HostArray, D: number, k: number): Float64Array {
  const count = x.length / D;
  /** [count, k], rising in each row. */
  const nearest = new Float64Array(count * k).fill(Number.POSITIVE_INFINITY);
  const meet = (row: number, square: number): void => {
    const [first, last] = [row * k, row * k + k - 1];
    if (square >= (nearest[last] as number)) return;
    let at = last;
    for (; at > first && (nearest[at - 1] as number) > square; at--) {
      nearest[at] = nearest[at - 1] as number;
    }
    nearest[at] = square;
  };
  for (let from = 0; from < count; from += block) {
    const to = Math.min(from + block, count);
    for (let i = 0; i < to; i++) {
      for (let j = Math.max(from, i + 1); j < to; j++) {
        const square = squaredDistance(x, i * D, x, j * D, D);
        meet(i, square);
        meet(j, square);
      }
    }
  }
  return Float64Array.from({ length: count }, (_, row) => nearest[row * k + k - 1] as number);
}

/** What {@link neighbourhoods} finds, each a share of samples but density, which can be above 1. */
export interface Neighbourhoods {
  /** Generated samples within the ball of some real one: quality. */
  readonly precision: Measured;
  /** Real samples within the ball of some generated one: diversity. */
  readonly recall: Measured;
  /** Balls of real samples that a generated one lies in, as a share of k: quality, not led astray by outliers. */
  readonly density: Measured;
  /** Real samples with a generated one in their ball: diversity, likewise. */
  readonly coverage: Measured;
}

type Shares = Readonly<Record<keyof Neighbourhoods, number>>;

function sharesOf(real: HostArray, generated: HostArray, D: number, k: number): Shares {
  const [n, m] = [real.length / D, generated.length / D];
  const [ofReal, ofGenerated] = [squaredRadii(real, D, k), squaredRadii(generated, D, k)];
  const inBalls = new Float64Array(m);
  const [isRecalled, isCovered] = [new Float64Array(n), new Float64Array(n)];
  for (let from = 0; from < m; from += block) {
    const to = Math.min(from + block, m);
    for (let i = 0; i < n; i++) {
      const radius = ofReal[i] as number;
      for (let j = from; j < to; j++) {
        const square = squaredDistance(real, i * D, generated, j * D, D);
        if (square < radius) {
          inBalls[j] = (inBalls[j] as number) + 1;
          isCovered[i] = 1;
        }
        if (square < (ofGenerated[j] as number)) isRecalled[i] = 1;
      }
    }
  }
  const mean = (of: Float64Array): number => of.reduce((sum, v) => sum + v, 0) / of.length;
  return {
    precision: mean(inBalls.map((balls) => Math.min(balls, 1))),
    recall: mean(isRecalled),
    density: mean(inBalls) / k,
    coverage: mean(isCovered),
  };
}

/** Every `parts`-th row from `first`: neighbours in the order of a set are often alike. */
function dealt(x: HostArray, D: number, first: number, parts: number): Float64Array {
  const count = x.length / D;
  const out = new Float64Array(Math.ceil((count - first) / parts) * D);
  for (let row = first, at = 0; row < count; row += parts, at += D) {
    out.set(x.subarray(row * D, (row + 1) * D), at);
  }
  return out;
}

/** Samples for each of k + 1 that a part of a set has where there are that many, and the most parts. */
const [fewest, mostParts] = [4, 16];

/**
 * Precision and recall, density and coverage, by balls around each sample, open, as wide as its k-th nearest neighbour in its own set
 * is far.
 *
 * Of equal laws density is 1 on average and coverage 1 - (n - 1) ... (n - k) / ((n + m - 1) ... (n + m - k)), whatever the law: .97 for
 * k = 5 and sets of equal size. Precision and recall depend on the law.
 *
 * @param real flat, rows of `dimension` values one after another
 * @param generated likewise, of any number of rows
 * @param options its settings
 * @param options.k neighbours, 5 by default
 * @returns standard errors are those of the mean of 2 to 16 smaller sets, whose balls are their own; of a share no less than that of so
 *   many independent samples. The jackknife does not know these statistics: it gives errors twice as large
 * @throws InputError if a set is ragged, holds fewer than 2 (k + 1) samples or a value that is not finite
 * @see Kynkaanniemi et al. (2019), arXiv:1904.06991; Naeem et al. (2020), arXiv:2002.09797
 */
export function neighbourhoods(
  real: HostArray,
  generated: HostArray,
  { dimension: D, k = 5 }: { dimension: number; k?: number },
): Neighbourhoods {
  if (!Number.isInteger(k) || k < 1) {
    throw new InputError(`precision and recall: k must be a whole number from 1, got ${k}`);
  }
  requireSets('precision and recall', [real, generated], D, 2 * (k + 1));
  const [n, m] = [real.length / D, generated.length / D];
  const all = sharesOf(real, generated, D, k);
  const affordable = Math.floor(Math.min(n, m) / (fewest * (k + 1)));
  const parts = Math.min(mostParts, Math.max(2, affordable));
  const each = Array.from({ length: parts }, (_, part) =>
    sharesOf(dealt(real, D, part, parts), dealt(generated, D, part, parts), D, k),
  );
  const errorOf = (name: keyof Shares): number => {
    return meanAndVariance(Float64Array.from(each, (part) => part[name])).mean.error;
  };
  const share = (name: keyof Shares, count: number): Measured => {
    const least = rate(Math.round(all[name] * count), count).error;
    return { value: all[name], error: Math.max(errorOf(name), least) };
  };
  return {
    precision: share('precision', m),
    recall: share('recall', n),
    density: { value: all.density, error: errorOf('density') },
    coverage: share('coverage', n),
  };
}
