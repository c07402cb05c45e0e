import type { LearnedVarianceSolver } from '../../solvers/index.ts';
import * as makers from '../../solvers/index.ts';
import { type Dataset, datasets } from '../data/index.ts';
import { type GridRule, gridRules } from '../grids/index.ts';
import {
  type Limit,
  limits,
  type Schedule,
  type SdeProblem,
  schedules,
  sdeProblems,
} from '../problem/index.ts';
import { type Objective, objectives, type TimeSampling, timeSamplings } from '../train/index.ts';
import {
  type Architecture,
  type ClassifierArchitecture,
  classifierArchitecture,
  type DenoiserArchitecture,
  denoiserArchitectures,
  type VaeArchitecture,
  vaeArchitecture,
} from './architectures/index.ts';
import { type Catalogue, catalogue } from './catalogue.ts';

/** Every solver; on a reverse diffusion whose predictions carry a variance each of them runs. */
export const knownSolvers: Catalogue<LearnedVarianceSolver> = catalogue(
  'solver',
  Object.values(makers),
);

/** Every rule that lays a grid. */
export const knownGrids: Catalogue<GridRule> = catalogue('grid', gridRules);

/** Every schedule with a name. */
export const knownSchedules: Catalogue<Schedule> = catalogue('schedule', schedules);

/** Every way to hold predicted x0 within limits. */
export const knownLimits: Catalogue<Limit> = catalogue('limit', limits);

/** Every SDE of which something is known. */
export const knownSdes: Catalogue<SdeProblem> = catalogue('problem', sdeProblems);

/** Every data set drawn by key. */
export const knownDatasets: Catalogue<Dataset> = catalogue('data set', datasets);

/** Every kind of network. */
export const knownModels: Catalogue<Architecture<unknown>> = catalogue<Architecture<unknown>>(
  'model',
  [...denoiserArchitectures, classifierArchitecture, vaeArchitecture],
);

/** Those that denoise. */
export const knownDenoisers: Catalogue<DenoiserArchitecture> = catalogue(
  'model',
  denoiserArchitectures,
);

/** Those that tell what images show. */
export const knownClassifiers: Catalogue<ClassifierArchitecture> = catalogue('classifier', [
  classifierArchitecture,
]);

/** Those that encode samples as latents. */
export const knownVaes: Catalogue<VaeArchitecture> = catalogue('VAE', [vaeArchitecture]);

/** Everything a network can be trained for. */
export const knownObjectives: Catalogue<Objective> = catalogue('objective', objectives);

/** Every way to draw noise levels in training. */
export const knownTimes: Catalogue<TimeSampling> = catalogue('way to draw times', timeSamplings);
