import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { imageGrid, pngOf } from '../../src/report/index.ts';

const grey = [2, 1, 1] as const;

test('images stand side by side with a pixel between, scaled and held to the range', () => {
  // three images of 2 x 1 pixels in two columns
  const values = [-1, 1, 0, 2, -3, 0.5];
  const grid = imageGrid(values, grey, { columns: 2, scale: 1 });
  expect([grid.width, grid.height, grid.channels]).toEqual([5, 7, 1]);
  const at = (row: number, column: number) => grid.data[row * 5 + column];
  expect([at(1, 1), at(2, 1)]).toEqual([0, 255]);
  expect([at(1, 3), at(2, 3)]).toEqual([128, 255]);
  expect([at(4, 1), at(5, 1)]).toEqual([0, 191]);
  // lines between, and the place of a fourth image
  expect([at(0, 0), at(3, 1), at(1, 2), at(4, 3)]).toEqual([128, 128, 128, 128]);
});

test('a pixel becomes a square, colours stay together', () => {
  const grid = imageGrid([1, -1, 0], [1, 1, 3], { scale: 2 });
  expect([grid.width, grid.height, grid.channels]).toEqual([4, 4, 3]);
  for (const [row, column] of [
    [1, 1],
    [1, 2],
    [2, 1],
    [2, 2],
  ] as const) {
    const from = (row * 4 + column) * 3;
    expect([...grid.data.subarray(from, from + 3)]).toEqual([255, 0, 128]);
  }
});

test('a file of it holds the same pixels', async () => {
  const grid = imageGrid([-1, 1, 0, 0.2], grey, { range: [-1, 2] });
  const { width, height, channels, data } = decode(await pngOf(grid));
  expect([width, height, channels]).toEqual([grid.width, grid.height, 1]);
  expect([...data]).toEqual([...grid.data]);
});

test.each([
  [[1, 2], [2], 'images of shape [height, width, 1 or 3], got samples of shape [2]'],
  [[1, 2], [1, 1, 2], 'got samples of shape [1, 1, 2]'],
  [[1, 2, 3], grey, 'whole images of 2 values, got 3'],
  [[], grey, 'whole images of 2 values, got 0'],
])('values %j of shape %j are refused', (values, shape, message) => {
  expect(() => imageGrid(values, shape)).toThrow(message);
});
