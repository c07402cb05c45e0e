/**
 * How far apart two sets of samples are, with standard errors. Samples are flat host arrays, rows one after another.
 * May import src/noise, src/space (types) and src/errors. Must not know solvers, schedules or where samples come from.
 */
export { directions } from './directions.ts';
export { energyDistance } from './energyDistance.ts';
export { meanAndVariance } from './meanAndVariance.ts';
export type { Measured } from './measured.ts';
export { slicedWasserstein, slicedWassersteinToLaw } from './slicedWasserstein.ts';
