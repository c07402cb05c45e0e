import { InputError, requirePositive } from '../../errors/index.ts';
import { fillNormal } from '../../noise/index.ts';
import type { Space } from '../../space/index.ts';
import type { Denoiser } from '../denoiser.ts';
import { prediction } from '../prediction.ts';
import { clean, levelAt, type NoiseLevel, type Schedule } from '../schedule.ts';
import { type ExactProblem, onAnySpace } from './exactProblem.ts';
import { lineQuantiles } from './lineQuantiles.ts';

/**
 * N(mean, diag(sd^2)): linear score, so every solver's step is affine and its law can be followed exactly.
 *
 *   v_d = alpha^2 sd_d^2 + sigma^2,   x0_d = mean_d + alpha sd_d^2 / v_d (x_d - alpha mean_d)
 *
 * @param options its settings
 * @param options.mean D numbers
 * @param options.sd one for all elements, or one each
 * @throws InputError if mean is empty or not finite, sd is not positive, or their lengths differ
 */
export function gaussian({
  mean,
  sd,
}: {
  mean: readonly number[];
  sd: number | readonly number[];
}): ExactProblem {
  const dimension = mean.length;
  const m = Float64Array.from(mean);
  const sds = Float64Array.from(typeof sd === 'number' ? mean.map(() => sd) : sd);
  if (dimension === 0 || !m.every(Number.isFinite)) {
    throw new InputError(`gaussian: mean must hold at least one finite number, got [${mean}]`);
  }
  if (sds.length !== dimension) {
    throw new InputError(`gaussian: ${dimension} elements need as many sd, got ${sds.length}`);
  }
  for (const value of sds) requirePositive('gaussian: sd', value);
  const variancesAt = ({ alpha, sigma }: NoiseLevel): Float64Array =>
    sds.map((value) => (alpha * value) ** 2 + sigma ** 2);

  function on<X>(schedule: Schedule, space: Space<X>): Denoiser<X> {
    const zero = new Float64Array(dimension);
    return {
      space,
      schedule,
      evaluationsPerCall: 1,
      predict(x, t) {
        const level = levelAt(schedule, t);
        const { alpha, sigma } = level;
        const v = variancesAt(level);
        // v = alpha eps - sigma x0 keeps its digits as sigma or alpha goes to 0
        const scale = v.map((value, d) => (sigma * alpha * (1 - (sds[d] as number) ** 2)) / value);
        const offset = v.map(
          (value, d) => (-sigma * (alpha ** 2 + sigma ** 2) * (m[d] as number)) / value,
        );
        return prediction(space, level, 'v', x, space.affine(x, scale, offset));
      },
      pullback(_, t, v) {
        const level = levelAt(schedule, t);
        const slope = variancesAt(level).map(
          (value, d) => (level.alpha * (sds[d] as number) ** 2) / value,
        );
        return space.affine(v, slope, zero);
      },
      dispose: () => {},
    };
  }
  return {
    name: 'gaussian',
    dimension,
    draw(key, rows) {
      const x = new Float64Array(rows.count * dimension);
      fillNormal(x, dimension, key, rows.first);
      return x.map((z, i) => (m[i % dimension] as number) + (sds[i % dimension] as number) * z);
    },
    logDensity(x, level = clean) {
      const v = variancesAt(level);
      const constant = v.reduce((sum, value) => sum - Math.log(2 * Math.PI * value) / 2, 0);
      return new Float64Array(x.length / dimension).map((_, row) =>
        v.reduce((sum, value, d) => {
          const from = (x[row * dimension + d] as number) - level.alpha * (m[d] as number);
          return sum - from ** 2 / (2 * value);
        }, constant),
      );
    },
    score(x, level = clean) {
      const v = variancesAt(level);
      return Float64Array.from(x, (value, i) => {
        const d = i % dimension;
        return (level.alpha * (m[d] as number) - value) / (v[d] as number);
      });
    },
    moments(level = clean) {
      const covariance = new Float64Array(dimension * dimension);
      for (const [d, value] of variancesAt(level).entries()) covariance[d * dimension + d] = value;
      return { mean: m.map((value) => level.alpha * value), covariance };
    },
    quantiles(direction, count) {
      const mean = direction.reduce((sum, c, d) => sum + c * (m[d] as number), 0);
      const spread = Math.hypot(...direction.map((c, d) => c * (sds[d] as number)));
      const [weights, means] = [Float64Array.of(1), Float64Array.of(mean)];
      return lineQuantiles({ weights, means, sds: Float64Array.of(spread) }, count);
    },
    denoiser: onAnySpace(dimension, on),
  };
}
