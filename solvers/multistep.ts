import type { Term } from '../src/space/index.ts';
import { type ExponentialStep, exponentialStep } from './exponentialIntegrator.ts';
import { nodesOf, polynomialWeights } from './polynomialWeights.ts';
import type { DiffusionSolver } from './solver.ts';

/** How evaluations of the last steps are extrapolated over the next one. */
export interface Extrapolation {
  /** Evaluations it uses besides the newest. */
  readonly memory: number;
  /** Weights of the evaluations at some nodes in units of the step, the newest at 0. */
  weights(gain: ExponentialStep['gain'], nodes: readonly number[]): readonly number[];
}

/** The newest evaluation held over the step. */
export const constant: Extrapolation = { memory: 0, weights: polynomialWeights };

/** The value of their line at the middle of the step, held over the step: x0 + (x0 - x0_last) / (2 r). */
export const midpoint: Extrapolation = {
  memory: 1,
  weights: (gain, nodes) => polynomialWeights((k) => gain(0) / 2 ** k, nodes),
};

/** Their parabola, integrated exactly; their line where there are two. */
export const parabola: Extrapolation = { memory: 2, weights: polynomialWeights };

/**
 * DPM-Solver++ of several steps: the linear part exact, x0 extrapolated. Its first steps, and those after a rise of the grid, use
 * the evaluations that there are. For the SDE a step adds sigma_s sqrt(1 - e^(-2 h)) z, h = lambda_s - lambda_t.
 */
export function multistep(
  held: 'x0' | 'x0 of the sde',
  { memory, weights }: Extrapolation,
): Pick<DiffusionSolver, 'memory' | 'step'> {
  return {
    memory,
    step({ problem: { space, schedule, predict }, x, t, s, noise, past }) {
      const { sigma, logSnr } = schedule;
      const { x0 } = predict(x, t);
      const seen = [{ t, x0 }, ...past];
      const h = logSnr(s) - logSnr(t);
      const times = seen.map((own) => own.t);
      const { carry, gain } = exponentialStep(schedule, held, t, s);
      const terms = weights(gain, nodesOf(schedule, [t, s], times)).map(
        (weight, j): Term<typeof x> => [weight, seen[j]?.x0 ?? x0],
      );
      if (held === 'x0 of the sde') {
        terms.push([sigma(s) * Math.sqrt(-Math.expm1(-2 * h)), noise.normal()]);
      }
      const end = space.combine([carry, x], ...terms);
      return memory === 0 ? { x: end } : { x: end, past: { t, x0 } };
    },
  };
}
