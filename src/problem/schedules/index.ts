/**
 * The noising processes, one file each. May import src/errors; mathjs only when a formula is read. Must not know
 * arrays, solvers or networks.
 */
import type { Schedule } from '../schedule.ts';
import { cosine } from './cosine.ts';
import { ddpm } from './ddpm.ts';
import { edm } from './edm.ts';
import { flow } from './flow.ts';
import { subVp } from './subVp.ts';
import { ve } from './ve.ts';
import { vp } from './vp.ts';

/** Every schedule that needs no formula, by its maker with defaults. */
export const schedules: readonly (() => Schedule)[] = [vp, subVp, ve, edm, cosine, ddpm, flow];

export { type Expressions, expression } from './expression.ts';
export { cosine, ddpm, edm, flow, subVp, ve, vp };
