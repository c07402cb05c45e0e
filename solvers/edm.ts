import { karras } from '../src/grids/index.ts';
import { levelAt, transition } from '../src/problem/index.ts';
import { type Churn, churnBias, churnedTime, requireChurn } from './churn.ts';
import type { DiffusionSolver } from './solver.ts';

/**
 * The sampler of EDM: up in noise a little, by the churn, then Heun down in the level k = sigma / alpha of y = x / alpha.
 *
 *   y' = y + noise sqrt(k'^2 - k^2) z,   y* = y' + (k_s - k') eps(y', k'),   k' = k (1 + gamma): see churn.ts
 *   y_s = y' + (k_s - k') (eps(y', k') + eps(y*, k_s)) / 2
 *
 * On the edm schedule that is the paper's algorithm 2. Where sMax is above the largest level of the grid, the network is asked
 * for levels beyond it. The closing step is x0, without churn.
 *
 * @category Reverse diffusion
 * @param options churn 0, so the probability flow, and noise 1 unless given; sMin and sMax as the paper has them for ImageNet
 * @throws InputError unless churn >= 0, 0 <= sMin < sMax and noise > 0
 * @see Karras et al. (2022), arXiv:2206.00364, algorithms 1 and 2
 */
export function edm({
  churn = 0,
  sMin = 0.05,
  sMax = 50,
  noise: strength = 1,
}: Partial<Churn> = {}): DiffusionSolver {
  const options: Churn = { churn, sMin, sMax, noise: strength };
  requireChurn('edm', options);
  const bias = churnBias(options);
  return {
    name: 'edm',
    options: { ...options },
    solves: 'reverse-diffusion',
    isStochastic: churn > 0,
    order: churn === 0 ? { ode: 2 } : bias === 0 ? { weak: 2 } : {},
    ...(bias > 0 && { bias }),
    evaluationsPerStep: 2,
    source: 'Karras et al. 2022, arXiv:2206.00364, algorithms 1 and 2',
    defaultGrid: karras(),
    step({ problem: { space, schedule, predict }, x, t, s, steps, noise }) {
      const up = churnedTime(schedule, t, steps, options);
      const { scale, std } = transition(schedule, t, up);
      const raised = up === t ? x : space.combine([scale, x], [strength * std, noise.extra(0)]);
      const [from, to] = [levelAt(schedule, up), levelAt(schedule, s)];
      const carry = to.alpha / from.alpha;
      const h = to.sigma - carry * from.sigma;
      const { eps } = predict(raised, up);
      const ahead = predict(space.combine([carry, raised], [h, eps]), s).eps;
      return { x: space.combine([carry, raised], [h / 2, eps], [h / 2, ahead]) };
    },
  };
}
