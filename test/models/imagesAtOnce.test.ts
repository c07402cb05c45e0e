import { expect, test } from 'vitest';
import { imagesAtOnce } from '../../models/imagesAtOnce.ts';

test.each([
  [[4, 4, 4], 256],
  [[8, 8, 4], 256],
  [[16, 16, 1], 64],
  [[28, 28, 1], 16],
  [[32, 32, 3], 16],
  [[20, 20, 1], 32],
  [[256, 256, 3], 4],
] as const)('images of %j are computed %i at a time', (shape, expected) => {
  expect(imagesAtOnce(shape)).toBe(expected);
});
