import type { DiffusionSolver } from '../../solvers/index.ts';
import * as makers from '../../solvers/index.ts';
import { type Dataset, datasets } from '../data/index.ts';
import { type GridRule, gridRules } from '../grids/index.ts';
import { type Schedule, schedules } from '../problem/index.ts';
import { type Catalogue, catalogue } from './catalogue.ts';

/** Every solver; on a reverse diffusion each of them is one. */
export const knownSolvers: Catalogue<DiffusionSolver> = catalogue('solver', Object.values(makers));

/** Every rule that lays a grid. */
export const knownGrids: Catalogue<GridRule> = catalogue('grid', gridRules);

/** Every schedule with a name. */
export const knownSchedules: Catalogue<Schedule> = catalogue('schedule', schedules);

/** Every data set drawn by key. */
export const knownDatasets: Catalogue<Dataset> = catalogue('data set', datasets);
