import { z } from 'zod';
import { finalOf, levelGrid, multistepGrid } from './grids.ts';
import { limitOf } from './limit.ts';
import { named, noCounterpart, type SamplerReader, sampler } from './sampler.ts';
import * as shared from './shared.ts';

const { flag } = shared;
const both = {
  ...shared.noise,
  ...shared.thresholded,
  ...shared.levelled,
  ...shared.withoutFlow,
  ...shared.ending,
  solver_order: shared.order,
  // written so where JSON has no word for it
  lambda_min_clipped: shared.only('-Infinity'),
  variance_type: z
    .enum(['learned_range'], 'expected null or learned_range')
    .nullable()
    .default(null),
  solver_type: z.enum(['midpoint', 'heun'], 'expected midpoint or heun').default('midpoint'),
};

const multistepSchema = z.strictObject({
  ...both,
  ...shared.rescaled,
  ...shared.spaced('linspace'),
  algorithm_type: z
    .enum(
      ['dpmsolver++', 'sde-dpmsolver++', 'dpmsolver', 'sde-dpmsolver'],
      'expected dpmsolver++, sde-dpmsolver++, dpmsolver or sde-dpmsolver',
    )
    .default('dpmsolver++'),
  lower_order_final: flag(true),
  euler_at_final: flag(false),
  use_lu_lambdas: flag(false),
});

/** Solvers by order; a line where ours is another method of that order. */
const multistepSolvers: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'dpmsolver++': ['dpmpp-1', 'dpmpp-2m', 'dpmpp-3m'],
  'sde-dpmsolver++': ['sde-dpmpp-1', 'sde-dpmpp-2m', 'sde-dpmpp-3m'],
  dpmsolver: ['dpm-solver-1'],
  'sde-dpmsolver': ['seeds-1'],
};

/** DPMSolverMultistepScheduler. */
export const dpmMultistep: SamplerReader = sampler(multistepSchema, (settings) => {
  const { algorithm_type: algorithm, solver_order: order, solver_type: type } = settings;
  const limit = limitOf(settings);
  const solver = multistepSolvers[algorithm]?.[order - 1];
  if (type === 'heun' && order > 1) return { limit, notes: [noCounterpart('solver_type', type)] };
  if (solver === undefined) {
    return {
      limit,
      notes: [`solver_order = ${order} of ${noCounterpart('algorithm_type', algorithm)}`],
    };
  }
  const endsEarly = settings.final_sigmas_type === 'sigma_min' && order > 1;
  const notes = [
    ...(order === 3
      ? [
          'solver_order = 3: lacks a factor of 2 in diffusers and is of order 2, here it is of order 3',
        ]
      : []),
    ...(endsEarly && settings.lower_order_final
      ? ['lower_order_final: the last step is of the full order here']
      : []),
    ...(endsEarly && settings.euler_at_final
      ? ['euler_at_final: the last step is of the full order here']
      : []),
  ];
  const even = named('uniform-log-snr', { finalSigma: finalOf(settings) });
  const isEven = settings.use_lu_lambdas && !settings.use_karras_sigmas;
  const grid = isEven ? even : multistepGrid(settings);
  return { solver: `${solver}@${grid}`, limit, notes };
});

const singlestepSchema = z.strictObject({
  ...both,
  lower_order_final: flag(false),
  algorithm_type: z
    .enum(
      ['dpmsolver++', 'dpmsolver', 'sde-dpmsolver++'],
      'expected dpmsolver++, dpmsolver or sde-dpmsolver++',
    )
    .default('dpmsolver++'),
});

const singlestepSolvers: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'dpmsolver++': ['dpmpp-1', 'dpmpp-2s'],
  'sde-dpmsolver++': ['sde-dpmpp-1'],
  dpmsolver: ['dpm-solver-1', 'dpm-solver-2', 'dpm-solver-3'],
};

/** DPMSolverSinglestepScheduler, whose middle evaluations lie on its grid: from order 2 on, ours lie between times of the grid. */
export const dpmSinglestep: SamplerReader = sampler(singlestepSchema, (settings) => {
  const { algorithm_type: algorithm, solver_order: order, solver_type: type } = settings;
  const limit = limitOf(settings);
  const solver = singlestepSolvers[algorithm]?.[order - 1];
  if (type === 'heun' && order > 1) return { limit, notes: [noCounterpart('solver_type', type)] };
  if (solver === undefined) {
    return {
      limit,
      notes: [`solver_order = ${order} of ${noCounterpart('algorithm_type', algorithm)}`],
    };
  }
  const finalSigma = finalOf(settings);
  const grid =
    levelGrid(settings, { finalSigma }) ?? named('linspace', { dropLast: true, finalSigma });
  const between = `solver_order = ${order}: DPMSolverSinglestepScheduler counts the evaluations inside a step as steps, here they are not`;
  return { solver: `${solver}@${grid}`, limit, notes: order === 1 ? [] : [between] };
});
