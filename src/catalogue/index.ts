/**
 * Names to things and back: what the command line, lists and reports know solvers, grids, schedules and data by.
 * May import everything that has a name (solvers/, models/, src/train, src/grids, src/problem, src/data) and src/errors. Must not know
 * what is done with the things.
 */
export type {
  Architecture,
  ClassifierArchitecture,
  DataShape,
  DenoiserArchitecture,
  VaeArchitecture,
} from './architectures/index.ts';
export { type Catalogue, catalogue, type Factory, type Named } from './catalogue.ts';
export { certifiedSolvers } from './certified.ts';
export { type Identity, identities } from './identities.ts';
export {
  knownClassifiers,
  knownDatasets,
  knownDenoisers,
  knownGrids,
  knownLimits,
  knownModels,
  knownObjectives,
  knownSchedules,
  knownSdes,
  knownSolvers,
  knownTimes,
  knownVaes,
} from './known.ts';
export { scheduleFrom, scheduleLabel } from './scheduleFrom.ts';
export {
  type OptionValue,
  parseSpecification,
  parseSpecifications,
  type Specification,
  type SpecificationOnGrid,
  written,
} from './specification.ts';
export { withoutVariance } from './withoutVariance.ts';
