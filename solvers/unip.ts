import { requireOneOf } from '../src/errors/index.ts';
import { uniformLogSnr } from '../src/grids/index.ts';
import type { ReverseDiffusion } from '../src/problem/index.ts';
import type { At, DiffusionSolver, Past } from './solver.ts';

/** B(h) of UniPC: b1 is h, b2 is e^h - 1, of the method's own h: here it is -h, h = lambda_s - lambda_t. */
export type UniB = 'b1' | 'b2';

/** @throws InputError if b is neither */
export function requireUniB(name: string, b: UniB): void {
  requireOneOf(`${name}: b`, b, ['b1', 'b2']);
}

/** B(-h) */
export const uniB = (b: UniB, h: number): number => (b === 'b1' ? -h : Math.expm1(-h));

/** The step of UniP-2 from a state and the x0 predicted there: see {@link unip}. */
export function unipStep<X>(
  { problem: { space, schedule }, x, t, s }: At<X, ReverseDiffusion<X>>,
  b: UniB,
  x0: X,
  last: Past<X> | undefined,
): X {
  const { alpha, sigma, logSnr } = schedule;
  const h = logSnr(s) - logSnr(t);
  const gain = -alpha(s) * Math.expm1(-h);
  const ahead =
    last === undefined ? 0 : (-alpha(s) * uniB(b, h) * h) / (2 * (logSnr(t) - logSnr(last.t)));
  return space.combine([sigma(s) / sigma(t), x], [gain + ahead, x0], [-ahead, last?.x0 ?? x0]);
}

/**
 * UniP-2: the predictor of UniPC, x0 extrapolated through the last two evaluations.
 *
 *   x_s = (sigma_s / sigma_t) x - alpha_s expm1(-h) x0 - alpha_s B (x0 - x0_last) / (2 r),   r = h_last / h
 *
 * With B = expm1(-h) it is DPM-Solver++(2M). Its first step, and every step after a rise of the grid, is DDIM.
 *
 * @param options its settings
 * @param options.b 'b1', B = -h, or 'b2', B = expm1(-h)
 * @throws InputError if b is neither
 * @see Zhao et al. (2023), arXiv:2302.04867, algorithm 2 (data prediction, order 2)
 */
export function unip({ b = 'b2' }: { b?: UniB } = {}): DiffusionSolver {
  requireUniB('unip', b);
  return {
    name: 'unip',
    options: { b },
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: 2 },
    evaluationsPerStep: 1,
    source: 'Zhao et al. 2023, arXiv:2302.04867',
    defaultGrid: uniformLogSnr(),
    memory: 1,
    step(at) {
      const { x0 } = at.problem.predict(at.x, at.t);
      return { x: unipStep(at, b, x0, at.past[0]), past: { t: at.t, x0 } };
    },
  };
}
