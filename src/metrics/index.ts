/**
 * How far apart two sets of samples are, with standard errors. Samples are flat host arrays, rows one after another, and so are their
 * features, where a distance of features is asked for.
 * May import src/noise, src/space (types) and src/errors, and ml-matrix. Must not know solvers, schedules or where samples come from.
 */
export { cramerVonMises } from './cramerVonMises.ts';
export { directions } from './directions.ts';
export { energyDistance, energyDistanceTo } from './energyDistance.ts';
export { frechet, frechetOfGaussians } from './frechet.ts';
export { frechetAtInfinity } from './frechetAtInfinity.ts';
export { type Gaussian, gaussianFit } from './gaussianFit.ts';
export { type Jackknifed, jackknife, pairedDifference, withoutGroups } from './jackknife.ts';
export { kid } from './kid.ts';
export { klOfGaussians } from './klOfGaussians.ts';
export { meanAndVariance } from './meanAndVariance.ts';
export { type Measurement, measure } from './measure.ts';
export type { Measured } from './measured.ts';
export { mmd } from './mmd.ts';
export { type ModeCoverage, modeCoverage } from './modeCoverage.ts';
export {
  type Comparing,
  type KnownLaw,
  metrics,
  metricsNamed,
  type NamedMetric,
} from './namedMetrics.ts';
export { negativeLogLikelihood } from './negativeLogLikelihood.ts';
export { type Neighbourhoods, neighbourhoods } from './neighbourhoods.ts';
export { rate } from './rate.ts';
export { sinkhorn } from './sinkhorn.ts';
export { slicedWasserstein, slicedWassersteinToLaw } from './slicedWasserstein.ts';
export { squaredDistance } from './squaredDistance.ts';
export { chanceOfDifference, studentTail } from './studentTail.ts';
export { wasserstein } from './wasserstein.ts';
