import { InputError } from '../../errors/index.ts';
import { type Components, drawFrom, logDensityOf, momentsOf, scoreOf } from './components.ts';
import { type ExactProblem, onAnySpace } from './exactProblem.ts';
import { lineQuantiles, projectedOn } from './lineQuantiles.ts';
import { mixtureDenoiser } from './mixtureDenoiser.ts';

/**
 * A mixture of Gaussians as a problem with a known answer.
 * @throws InputError if a mean is not finite
 */
export function mixtureProblem(name: string, components: Components): ExactProblem {
  const { dimension, means } = components;
  const bad = means.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new InputError(
      `${name}: points must be finite, got ${means[bad]} in point ${Math.floor(bad / dimension)}`,
    );
  }
  return {
    name,
    dimension,
    draw: (key, rows) => drawFrom(components, key, rows),
    logDensity: (x, level) => logDensityOf(components, x, level),
    score: (x, level) => scoreOf(components, x, level),
    moments: (level) => momentsOf(components, level),
    quantiles: (direction, count) => lineQuantiles(projectedOn(components, direction), count),
    denoiser: onAnySpace(dimension, (schedule, space) =>
      mixtureDenoiser(components, schedule, space),
    ),
  };
}
