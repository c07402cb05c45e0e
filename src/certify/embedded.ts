import { reverse } from '../problem/index.ts';
import type { AnySolver } from './certificate.ts';
import { gaussianDenoiser } from './gaussianLaw.ts';
import { withShare } from './withShare.ts';

/**
 * The method whose distance from a solver's step is what the solver tells as the error of a step, if it tells one: it ends at
 * x_s - error, and has the next lower order.
 */
export function embedded(solver: AnySolver): AnySolver | undefined {
  const problem = reverse(withShare(gaussianDenoiser(), () => 0.5));
  const zero = (): Float64Array => new Float64Array(1);
  const noise = { W: zero, H: zero, normal: zero, threePoint: zero, extra: zero };
  const at = { problem, x: zero(), t: 0.6, s: 0.5, steps: 1, left: 0, noise, past: [] };
  const { error } = solver.step(at);
  if (error === undefined) return undefined;
  const { tableau: _, order, ...rest } = solver;
  const lower = {
    ...(order.strong !== undefined && { strong: order.strong - 1 / 2 }),
    ...(order.ode !== undefined && { ode: order.ode - 1 }),
  };
  return {
    ...rest,
    name: `${solver.name}, embedded`,
    order: lower,
    step(at) {
      const { x, error: off } = solver.step(at);
      return { x: off === undefined ? x : at.problem.space.combine([1, x], [-1, off()]) };
    },
  };
}
