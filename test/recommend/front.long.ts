import { expect, test } from 'vitest';
import { front } from '../../bench/quality/front.ts';
import { p1, schedule, startOf } from '../../bench/quality/p1.ts';
import { rms } from '../../src/compare/reference.ts';
import { reverse } from '../../src/problem/index.ts';
import { recommend } from '../../src/recommend/index.ts';
import { sample } from '../../src/sampling/index.ts';

const denoiser = p1.denoiser(schedule);

test.each(front.map(({ evaluations, figures }) => [evaluations, figures.rms.value] as const))(
  'within %i calls the choice for P1 follows the flow, from other noise, at least as closely as the best of diffusers and k-diffusion: %f',
  async (budget, best) => {
    const { sampling, evaluations } = await recommend(denoiser, {
      budget,
      exact: p1,
      seed: 'search',
    });
    expect(evaluations).toBeLessThanOrEqual(budget);
    const { noise, end } = await startOf('judge', 4096);
    const { x } = await sample(reverse(denoiser), { ...sampling, start: noise, seed: 1 });
    expect(rms(x, end, 2)).toBeLessThanOrEqual(best);
  },
);
