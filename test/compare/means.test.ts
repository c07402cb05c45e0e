import { expect, test } from 'vitest';
import { cellOf } from '../../src/compare/cellOf.ts';
import { floorOf } from '../../src/compare/floor.ts';
import { gaussianSet } from '../../src/data/index.ts';
import { jackknife } from '../../src/metrics/jackknife.ts';
import { keyOf } from '../../src/noise/index.ts';

test('a cell has the means of its draws with their errors, and the root mean square of distances to the end of the flow', () => {
  const named = {
    ...{ solver: 'ddim', grid: 'uniform', steps: 2, evaluations: 2 },
    score: 'exact',
    isStochastic: false,
  } as const;
  const draws = [
    [1, 3],
    [2, 4],
  ].map(([value = 0, error = 0], seed) => ({
    ...{ seed, seconds: value, flowDistance: value, lawDistance: { value, error } },
    ...{ slicedWasserstein: { value, error }, energy: { ...jackknife(value, []), error } },
  }));
  const mean = { value: 1.5, error: 5 / 2 };
  expect(cellOf(named, draws)).toEqual({
    ...{ ...named, draws, seconds: 1.5, flowDistance: expect.closeTo(Math.sqrt((1 + 4) / 2), 12) },
    ...{ slicedWasserstein: mean, energy: mean, lawDistance: mean },
  });
});

test('the floor is the mean over pairs of fresh data, its error the spread of a mean of as many draws', () => {
  let [pair, alone] = [0, 0];
  const distances = () => {
    const value = ++pair;
    const measured = { value, error: 0 };
    return { slicedWasserstein: measured, energy: { ...measured, leftOut: [] } };
  };
  const toLaw = () => ({ value: 10 * ++alone, error: 0 });
  const floor = floorOf(gaussianSet(), keyOf(1), { count: 4, repeats: 4, distances, toLaw });
  // 1 to 12: their variance is 12 * 13 / 12
  const mean = { value: 6.5, error: Math.sqrt(13 / 4) };
  const law = { value: 65, error: 10 * mean.error };
  expect(floor).toEqual({ slicedWasserstein: mean, energy: mean, law });
});
