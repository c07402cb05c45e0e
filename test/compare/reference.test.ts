import { expect, test } from 'vitest';
import { flowEnd } from '../../src/compare/index.ts';
import { keyOf } from '../../src/noise/index.ts';
import {
  cosine,
  eightGaussians,
  gaussian,
  type Schedule,
  ve,
  vp,
} from '../../src/problem/index.ts';

const rows = { first: 0, count: 64 };

test.each([vp(), ve(), cosine()].map((schedule) => [schedule.name, schedule] as const))(
  'on Gaussian data and %s the end of the flow is the closed form',
  async (_, schedule) => {
    const [mean, sd] = [[1, -0.5], 0.7];
    const t = schedule.range.sample[0];
    const start = gaussian({ mean: [0, 0], sd: 1 }).draw(keyOf(1), rows);
    const end = await flowEnd(gaussian({ mean, sd }), { start, schedule, t });
    // x_t has variance alpha^2 sd^2 + sigma^2, and the flow keeps the number of standard deviations from the mean
    const alpha = schedule.alpha(t);
    const spread = Math.hypot(alpha * sd, schedule.sigma(t));
    for (const [i, x] of start.entries()) {
      const centre = mean[i % 2] as number;
      const expected = centre + (sd * (x - alpha * centre)) / spread;
      // The refinement stops at changes of 1e-6 rms, each a sixteenth of the one before: 1e-5 covers every row.
      expect(Math.abs((end[i] as number) - expected)).toBeLessThan(1e-5);
    }
  },
);

test('a smaller tolerance moves the end points by less than the larger one', async () => {
  const exact = eightGaussians();
  const schedule: Schedule = vp();
  const start = gaussian({ mean: [0, 0], sd: 1 }).draw(keyOf(2), rows);
  const at = { start, schedule, t: 1 };
  const [coarse, fine] = [await flowEnd(exact, at), await flowEnd(exact, at, { tolerance: 1e-8 })];
  const moved = coarse.reduce((sum, x, i) => sum + (x - (fine[i] as number)) ** 2, 0);
  expect(Math.sqrt(moved / rows.count)).toBeLessThan(1e-6);
});
