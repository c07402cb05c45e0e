import { uniformLogSnr } from '../src/grids/index.ts';
import type { ReverseDiffusion } from '../src/problem/index.ts';
import type { At, DiffusionSolver, Past } from './solver.ts';
import { requireUniB, type UniB, uniB, unipStep } from './unip.ts';

/**
 * Takes what UniP-2 reached at t to what UniC-2 says, x0 through its values at t and the last two times. Both are steps from
 * the last state, which drops out of their difference:
 *
 *   x + alpha_t [(c1 + B / 2) D1 + c2 (x0 - x0_last)],   D1 = (x0_last - x0_before) / r,   r = h_before / h
 *   c1 = (phi2 + 2 phi3) / (1 + r),   c2 = phi2 - c1,   phi2 = expm1(-h) / h + 1,   phi3 = phi2 / h - 1/2
 *
 * and after a first step x - alpha_t B (x0 - x0_last) / 2.
 */
function corrected<X>(
  { problem: { space, schedule }, x, t }: At<X, ReverseDiffusion<X>>,
  b: UniB,
  x0: X,
  [last, before]: readonly Past<X>[],
): X {
  if (last === undefined) return x;
  const { alpha, logSnr } = schedule;
  const h = logSnr(t) - logSnr(last.t);
  const half = uniB(b, h) / 2;
  if (before === undefined) {
    return space.combine([1, x], [-alpha(t) * half, x0], [alpha(t) * half, last.x0 ?? x0]);
  }
  const r = (logSnr(last.t) - logSnr(before.t)) / h;
  const phi2 = Math.expm1(-h) / h + 1;
  const phi3 = phi2 / h - 1 / 2;
  const c1 = (phi2 + 2 * phi3) / (1 + r);
  const [ofD1, ofRise] = [(alpha(t) * (c1 + half)) / r, alpha(t) * (phi2 - c1)];
  const terms = [
    [ofRise, x0],
    [ofD1 - ofRise, last.x0 ?? x0],
  ] as const;
  return space.combine([1, x], ...terms, [-ofD1, before.x0 ?? x0]);
}

/**
 * UniPC-2: UniP-2, then UniC-2, which corrects what was predicted once x0 is known there. That x0 is the next step's too, so
 * there is one evaluation a step, and a step is: correct where it starts, then predict where it ends.
 *
 * So the states between steps, and at a rise of the grid, are the predicted ones; they converge with the same order. The
 * closing step to sigma = 0 needs no correction: it is x0 itself.
 *
 * @param options its settings
 * @param options.b 'b1', B = -h, or 'b2', B = expm1(-h)
 * @throws InputError if b is neither
 * @see Zhao et al. (2023), arXiv:2302.04867, algorithms 1 and 2 (data prediction, order 2)
 */
export function unipc({ b = 'b2' }: { b?: UniB } = {}): DiffusionSolver {
  requireUniB('unipc', b);
  return {
    name: 'unipc',
    options: { b },
    solves: 'reverse-diffusion',
    isStochastic: false,
    order: { ode: 3 },
    evaluationsPerStep: 1,
    source: 'Zhao et al. 2023, arXiv:2302.04867',
    defaultGrid: uniformLogSnr(),
    memory: 2,
    step(at) {
      const { x0 } = at.problem.predict(at.x, at.t);
      const x = corrected(at, b, x0, at.past);
      return { x: unipStep({ ...at, x }, b, x0, at.past[0]), past: { t: at.t, x0 } };
    },
  };
}
