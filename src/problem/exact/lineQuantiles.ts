import type { Components } from './components.ts';

/** Gaussians on a line, one weight, mean and sd each; the weights sum to 1. */
export interface Line {
  readonly weights: Float64Array;
  readonly means: Float64Array;
  readonly sds: Float64Array;
}

/** The law of <x_0, direction>: as many Gaussians on a line, of sd_k times the length of the direction. */
export function projectedOn(
  { dimension, means, sds, weights }: Components,
  direction: Float64Array,
): Line {
  const length = Math.hypot(...direction);
  const along = sds.map((_, k) =>
    direction.reduce((sum, d, i) => sum + d * (means[k * dimension + i] as number), 0),
  );
  return { weights, means: along, sds: sds.map((sd) => sd * length) };
}

/** Standard deviations beyond which a Gaussian is left out: 1e-15 of it. */
const reach = 8;
const mostBins = 2 ** 20;

/**
 * Values of a mixture on a line at the probabilities (i + 1/2) / count, rising.
 *
 * The mass of bins of 1/64 of the smallest sd is summed by the midpoint rule, whose error falls faster than any power of the
 * width for Gaussians. Within a bin mass is taken as even, so a value at z sd from a mean is right to about z/32,768 of an sd.
 */
export function lineQuantiles({ weights, means, sds }: Line, count: number): Float64Array {
  const [low, high] = [
    Math.min(...means.map((m, k) => m - reach * (sds[k] as number))),
    Math.max(...means.map((m, k) => m + reach * (sds[k] as number))),
  ];
  const bins = Math.min(Math.ceil((high - low) / (Math.min(...sds) / 64)), mostBins);
  const width = (high - low) / bins;
  const mass = new Float64Array(bins);
  for (const [k, weight] of weights.entries()) {
    const [mean, sd] = [means[k] as number, sds[k] as number];
    const peak = (weight * width) / (sd * Math.sqrt(2 * Math.PI));
    const first = Math.max(0, Math.floor((mean - reach * sd - low) / width));
    const last = Math.min(bins - 1, Math.ceil((mean + reach * sd - low) / width));
    for (let i = first; i <= last; i++) {
      const z = (low + (i + 0.5) * width - mean) / sd;
      mass[i] = (mass[i] as number) + peak * Math.exp((-z * z) / 2);
    }
  }
  const total = mass.reduce((sum, m) => sum + m, 0);
  const values = new Float64Array(count);
  let [bin, below] = [0, 0];
  for (let i = 0; i < count; i++) {
    const wanted = ((i + 0.5) / count) * total;
    while (bin < bins - 1 && below + (mass[bin] as number) < wanted) below += mass[bin++] as number;
    values[i] = low + (bin + (wanted - below) / (mass[bin] as number)) * width;
  }
  return values;
}
