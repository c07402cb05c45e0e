import { expect, test } from 'vitest';
import { ddpm, iddpm } from '../../solvers/index.ts';
import { evenLogSnr } from '../../src/certify/evenLogSnr.ts';
import { data, lawErrors } from '../../src/certify/gaussianLaw.ts';
import { stepVariance, transition, vp } from '../../src/problem/index.ts';

test('with the variance of x_s given x_t the steps of iddpm are exact in law, however few; fixed variances are not', async () => {
  // Given x_t, x0 has the variance sd^2 sigma^2 / (alpha^2 sd^2 + sigma^2) and x_s, given both, that of the posterior; the mean
  // of x_s is alpha_s b / sigma_t^2 x0 + ..., so x_s given x_t is N(its mean at E[x0 | x_t], btilde + (alpha_s b / sigma_t^2)^2 Var)
  const schedule = vp();
  const shareOf = (t: number, s: number): number => {
    const { small, large } = stepVariance(schedule, t, s);
    const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
    const left = (data.sd * sigma) ** 2 / ((data.sd * alpha) ** 2 + sigma ** 2);
    const gain = (schedule.alpha(s) * transition(schedule, s, t).std ** 2) / sigma ** 2;
    const found = (Math.log(Math.exp(small) + gain ** 2 * left) - small) / (large - small);
    // less spread than data of unit variance, so between the fixed ones
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(1);
    return found;
  };
  for (const steps of [1, 2, 5, 20]) {
    const grid = evenLogSnr(schedule, 0.9, 0.05, steps);
    const share = (t: number): number =>
      shareOf(t, grid.times[grid.times.indexOf(t) + 1] as number);
    const [mean, variance] = await lawErrors(iddpm(), grid, { share });
    // relative to numbers of order 1 after at most 20 steps of a few roundings
    expect(mean).toBeLessThan(1e-12);
    expect(variance).toBeLessThan(1e-12);
    for (const fixed of ['small', 'large'] as const) {
      const [, off] = await lawErrors(ddpm({ variance: fixed }), grid);
      expect(off).toBeGreaterThan(0.002);
    }
  }
});
