/**
 * Every solver at every number of steps, measured against fresh data: what each buys for its evaluations. Pure of
 * files, terminal and clock, which are passed in. May import src/catalogue, src/metrics, src/sampling, solvers/, src/grids,
 * src/data, src/problem, src/noise, src/space and src/errors. Must not know how results are shown.
 */

export { gridsWithin } from './budget.ts';
export type { CellStore } from './cellStore.ts';
export { columnOf, columnsOf } from './column.ts';
export { compare } from './compare.ts';
export type {
  Cell,
  Comparison,
  Draw,
  Failure,
  Lead,
  MarginalDensity,
  Measured,
  Paths,
  Pick,
  Pictures,
  Quality,
  ScoreField,
} from './comparison.ts';
export { type Contest, type Entrant, type Run, runsOf } from './contest.ts';
export { drawRows, type FollowedScore, isStochastic } from './drawRows.ts';
export { entrantsOf, type VarianceEntrant, varianceEntrantOf } from './entrants.ts';
export { nameOf } from './nameOf.ts';
export { type Overview, overviewOf, type Standing } from './overview.ts';
export { ownFlow } from './ownFlow.ts';
export { paretoFront } from './pareto.ts';
export { picksAt } from './picks.ts';
export { type FlowEnds, flowEnd, flowEnds } from './reference.ts';
export type { Ran } from './runCell.ts';
export { type ScoreErrorAt, type ScoreErrorOptions, scoreErrors } from './scoreErrors.ts';
export { scoreName } from './scoreName.ts';
export { chanceOf, isAsGood } from './tie.ts';
export type { World } from './world.ts';
