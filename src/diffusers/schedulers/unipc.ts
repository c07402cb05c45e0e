import { z } from 'zod';
import { multistepGrid } from './grids.ts';
import { limitOf } from './limit.ts';
import { named, noCounterpart, type SamplerReader, sampler } from './sampler.ts';
import * as shared from './shared.ts';

const { flag, only } = shared;

const schema = z.strictObject({
  ...shared.noise,
  ...shared.rescaled,
  ...shared.spaced('linspace'),
  ...shared.thresholded,
  ...shared.levelled,
  ...shared.withoutFlow,
  ...shared.ending,
  solver_order: shared.order,
  solver_type: z.enum(['bh1', 'bh2'], 'expected bh1 or bh2').default('bh2'),
  predict_x0: flag(true),
  lower_order_final: flag(true),
  disable_corrector: z.array(z.int()).default([]),
  solver_p: only(null),
  sigma_min: only(null),
  sigma_max: only(null),
  shift_terminal: only(null),
});

/** UniPCMultistepScheduler. */
export const unipc: SamplerReader = sampler(schema, (settings) => {
  const { solver_order: order, solver_type: type, predict_x0: ofX0 } = settings;
  const { disable_corrector: without, lower_order_final: lowerOrderFinal } = settings;
  const limit = limitOf(settings);
  if (!ofX0) return { limit, notes: [noCounterpart('predict_x0', ofX0)] };
  if (without.length > 0) return { limit, notes: [noCounterpart('disable_corrector', without)] };
  const b = type === 'bh1' ? 'b1' : undefined;
  const solver = named('unipc', { order, b, lowerOrderFinal });
  return { solver: `${solver}@${multistepGrid(settings)}`, limit };
});
