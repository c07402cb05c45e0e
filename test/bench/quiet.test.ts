import { expect, test } from 'vitest';
import { loadWhenQuiet } from '../../bench/peers/quiet.ts';

test.each([
  [[0.9, 0.16, 0.15, 0.1], 0.15, 3],
  [[0.9, 0.8, 0.7, 0.6, 0], 0.6, 4],
  [[0.02], 0.02, 1],
])('a machine of loads %j is left at %d after %i looks of four', async (loads, load, looks) => {
  let looked = 0;
  const look = async (): Promise<number> => loads[looked++] as number;
  expect(await loadWhenQuiet(4, look)).toBe(load);
  expect(looked).toBe(looks);
});
