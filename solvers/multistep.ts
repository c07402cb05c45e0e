import type { Term } from '../src/space/index.ts';
import { type ExponentialStep, exponentialStep } from './exponentialIntegrator.ts';
import type { DiffusionSolver } from './solver.ts';

/** How evaluations of the last steps are extrapolated over the next one. */
export interface Extrapolation {
  /** Evaluations it uses besides the newest. */
  readonly memory: number;
  /** Weights of the evaluations, newest first; r_j are the steps between them, newest first, in units of the next. */
  weights(gain: ExponentialStep['gain'], r: readonly number[]): readonly number[];
}

/** The newest evaluation held over the step. */
export const constant: Extrapolation = { memory: 0, weights: (gain) => [gain(0)] };

/** Their line at the middle of the step, held over the step: x0 + (x0 - x0_last) / (2 r). */
export const midpoint: Extrapolation = {
  memory: 1,
  weights: (gain, [r]) => {
    if (r === undefined) return [gain(0)];
    const ahead = gain(0) / (2 * r);
    return [gain(0) + ahead, -ahead];
  },
};

/**
 * Their parabola, x0 + D1 u + D2 u^2 in u = (lambda - lambda_t) / h, integrated exactly; their line where there are two.
 *
 *   D2 = (d0 - d1) / (r0 + r1),   D1 = d0 + r0 D2,   d0 = (x0 - x0_last) / r0,   d1 = (x0_last - x0_before) / r1
 */
export const parabola: Extrapolation = {
  memory: 2,
  weights: (gain, [r0, r1]) => {
    if (r0 === undefined) return [gain(0)];
    const bend = r1 === undefined ? 0 : (gain(1) * r0 + gain(2)) / (r0 + r1);
    const ofD0 = (gain(1) + bend) / r0;
    if (r1 === undefined) return [gain(0) + ofD0, -ofD0];
    return [gain(0) + ofD0, -ofD0 - bend / r1, bend / r1];
  },
};

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
      const now = { t, x0 };
      const h = logSnr(s) - logSnr(t);
      const r = past.map((last, j) => (logSnr((past[j - 1] ?? now).t) - logSnr(last.t)) / h);
      const { carry, gain } = exponentialStep(schedule, held, t, s);
      const terms: Term<typeof x>[] = weights(gain, r).map((weight, j) => [
        weight,
        past[j - 1]?.x0 ?? x0,
      ]);
      if (held === 'x0 of the sde') {
        terms.push([sigma(s) * Math.sqrt(-Math.expm1(-2 * h)), noise.normal()]);
      }
      const end = space.combine([carry, x], ...terms);
      return memory === 0 ? { x: end } : { x: end, past: now };
    },
  };
}
