import { describe, expect, test } from 'vitest';
import { forwardStrip, imageGrid, type Moment, reverseFrames } from '../../src/report/index.ts';
import { oneDecimal } from '../../src/report/number.ts';
import { crop, isInked } from './crop.ts';

/** Values in [-1, 1] that all differ. */
const values = (count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, i) => Math.sin(1.7 * i + from));

describe.for([1, 3])('with %i channels', (channels) => {
  const shape = [5, 4, channels];
  const size = 20 * channels;

  test('the strip of the forward process is the grid of its states, a time in each column, under its labels', async () => {
    const times = [
      { t: 0, logSnr: Infinity },
      { t: 0.5, logSnr: 0 },
      { t: 1, logSnr: -Infinity },
    ];
    const states = values(2 * 3 * size);
    const strip = await forwardStrip(states, shape, times);
    // 46 pixels for a label need 12 of each of the 4 pixels of a column
    const grid = imageGrid(states, shape, { columns: 3, scale: 12 });
    expect([strip.width, strip.height, strip.channels]).toEqual([
      ...[68 + grid.width + 10, 40 + grid.height + 10, channels],
    ]);
    expect(crop(strip, [68, 40], grid)).toEqual(grid);
    for (const line of [{ top: 10 }, { top: 25 }]) {
      const height = 14;
      expect(isInked(strip, [10, line.top], { width: 50, height })).toBe(true);
      for (const column of [0, 1, 2]) {
        const middle = 69 + column * 49 + 24;
        expect(isInked(strip, [middle - 8, line.top], { width: 16, height })).toBe(true);
        expect(isInked(strip, [middle + 17, line.top], { width: 15, height })).toBe(false);
      }
    }
  });

  test('frames of the reverse process have states on the left, estimates on the right, and a place of their own', async () => {
    const moments = [0, 1, 2].map(
      (step): Moment => ({
        ...{ t: 1 - step / 2, logSnr: step === 2 ? Infinity : step - 3, step },
        states: values(4 * size, step),
        estimates: values(4 * size, step + 10),
      }),
    );
    const frames = await reverseFrames(moments, shape);
    expect(frames).toHaveLength(3);
    for (const [i, { raster }] of frames.entries()) {
      const { states, estimates } = moments[i] as Moment;
      const [left, right] = [states, estimates].map((own) => imageGrid(own, shape, { scale: 8 }));
      if (left === undefined || right === undefined) throw new Error('no panels');
      expect(crop(raster, [10, 61], left)).toEqual(left);
      expect(crop(raster, [140, 61], right)).toEqual(right);
      for (const [x, y] of [
        [10, 12],
        [10, 27],
        [10, 46],
        [140, 46],
      ] as const) {
        expect(isInked(raster, [x, y], { width: 100, height: 13 })).toBe(true);
      }
    }
    // the first is seen, what runs lasts a quarter of a second at most, the last one stays
    expect(frames.map(({ seconds }) => seconds)).toEqual([0.5, 0.25, 2.5]);
  });
});

test('many frames run for four seconds together, as far as thirty a second do', async () => {
  const moment = (step: number): Moment => ({
    ...{ t: 0.5, logSnr: 0, step },
    ...{ states: [0], estimates: [0] },
  });
  for (const [count, seconds] of [
    [40, 0.1],
    [130, 1 / 30],
  ] as const) {
    const frames = await reverseFrames(
      Array.from({ length: count }, (_, step) => moment(step)),
      [1, 1, 1],
    );
    expect(frames[1]?.seconds).toBe(seconds);
  }
});

test('labels have one decimal, a sign that is a minus, and no -0.0', () => {
  expect([1.25, -4.96, -0.04, 0, Infinity, -Infinity].map(oneDecimal)).toEqual([
    ...['1.3', '−5.0', '0.0', '0.0', '∞', '−∞'],
  ]);
});
