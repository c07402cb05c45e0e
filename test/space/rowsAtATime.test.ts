import { expect, test } from 'vitest';
import { float64 } from '../../src/space/index.ts';

test('a row attends the same, bit for bit, in batches of any size: alone, in fours, and in what is left', () => {
  const [size, count] = [5, 7];
  const space = float64([size]);
  const values = (n: number, turn: number): Float64Array =>
    Float64Array.from({ length: n * size }, (_, i) => Math.sin(turn * (i + 1)));
  const [x, atoms, v] = [values(11, 1.7), values(count, 2.3), values(11, 0.9)];
  const each = (turn: number): Float64Array =>
    Float64Array.from({ length: count }, (_, k) => Math.cos(turn * (k + 1)));
  const by = { scale: each(1), bias: each(2), atom: each(3), self: each(4), radial: each(5) };
  const whole = space.attend(x, atoms, by);
  const pulled = space.attendPullback(x, atoms, by, v);
  for (let r = 0; r < 11; r++) {
    const row = (from: Float64Array): Float64Array => from.slice(r * size, (r + 1) * size);
    expect(space.attend(row(x), atoms, by)).toEqual(row(whole));
    expect(space.attendPullback(row(x), atoms, by, row(v))).toEqual(row(pulled));
  }
});
