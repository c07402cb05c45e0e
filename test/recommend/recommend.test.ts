import { expect, test } from 'vitest';
import { eightGaussians, reverse, vp } from '../../src/problem/index.ts';
import { libraryWithin, recommend } from '../../src/recommend/index.ts';
import { sample } from '../../src/sampling/index.ts';

const exact = eightGaussians();
const denoiser = exact.denoiser(vp());

test('what is recommended keeps the budget, is ready for sample, and is the nearest of the last round', async () => {
  const library = (budget: number) => libraryWithin(budget).slice(0, 24);
  const found = await recommend(denoiser, { budget: 8, exact, seed: 1, samples: 256, library });
  const { evaluations } = await sample(reverse(denoiser), { ...found.sampling, samples: 8 });
  expect([evaluations, found.evaluations <= 8]).toEqual([found.evaluations, true]);
  const distances = found.finalists.map(({ distance }) => distance.value);
  expect(distances).toEqual([...distances].sort((a, b) => a - b));
});

test('a draw that is carried on is the same draw', async () => {
  const { solver, grid } = (await recommend(denoiser, { budget: 5, exact, seed: 1, samples: 64 }))
    .sampling;
  const how = { solver, grid, seed: 3 };
  const whole = await sample(reverse(denoiser), { ...how, samples: 8 });
  const rest = await sample(reverse(denoiser), { ...how, first: 5, samples: 3 });
  expect([...rest.x]).toEqual([...whole.x.subarray(10)]);
});
