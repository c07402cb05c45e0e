import { exponentialStep } from './exponentialIntegrator.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * A step of DPM-Solver with one stage, at the time m which is a share r of the step in lambda away from t.
 *
 *   u = x carried to m with v(x, t) held,   x_s = x carried to s with v(x, t) + (v(u, m) - v(x, t)) / (2 r) held
 *
 * v is eps in DPM-Solver and x0 in DPM-Solver++.
 *
 * @see Lu et al. (2022), arXiv:2206.00927, algorithm 4; Lu et al. (2022), arXiv:2211.01095, algorithm 1
 */
export function singlestep(v: 'eps' | 'x0', r: number): DiffusionSolver['step'] {
  return ({ problem: { space, schedule, predict }, x, t, s }) => {
    const { logSnr, timeOf } = schedule;
    const m = timeOf(logSnr(t) + r * (logSnr(s) - logSnr(t)));
    const half = exponentialStep(schedule, v, t, m);
    const whole = exponentialStep(schedule, v, t, s);
    const held = predict(x, t)[v];
    const ahead = predict(space.combine([half.carry, x], [half.gain(0), held]), m)[v];
    const gain = whole.gain(0);
    return {
      x: space.combine([whole.carry, x], [gain * (1 - 1 / (2 * r)), held], [gain / (2 * r), ahead]),
    };
  };
}
