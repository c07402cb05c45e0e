import { expect, test } from 'vitest';
import { courseOf, sparkline, sparkRange } from '../../src/cli/sparkline.ts';

test('equal ratios are equal steps, from the lowest bar to the highest', () => {
  expect(sparkline([1, 2, 4, 8, 16, 32, 64, 128])).toBe('▁▂▃▄▅▆▇█');
  expect(sparkline([100, 10, 1])).toBe('█▅▁');
});

test('rows that share a range can be held against each other', () => {
  const range = sparkRange([1, 100]);
  expect([sparkline([100, 10], range), sparkline([10, 1], range)]).toEqual(['█▅', '▅▁']);
});

test('a blank where there is no value, the lowest bar for 0 and below, nothing where nothing is above 0', () => {
  expect(sparkline([1, undefined, -3, 0, 10])).toBe('▁ ▁▁█');
  expect(sparkline([5, 5])).toBe('▁▁');
  expect([sparkline([]), sparkline([0, -1]), sparkline([Number.NaN])]).toEqual(['', '', '']);
});

test('a course of many values has a bar for the mean of each share of them', () => {
  const falling = Array.from({ length: 3200 }, (_, i) => 10 ** (2 - i / 1600));
  expect(courseOf(falling)).toHaveLength(32);
  expect(courseOf(falling)).toMatch(/^█+▇+▆+▅+▄+▃+▂+▁+$/);
  expect(courseOf([4, 1])).toBe('█▁');
});
