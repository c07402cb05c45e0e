import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { useBackend } from '../../src/backend/index.ts';
import {
  type Attention,
  float64,
  type HostArray,
  type Space,
  tensors,
} from '../../src/space/index.ts';

const size = 3;
const host = float64([size]);

/** Rows of numbers that float32 holds exactly, so that both spaces start from the same values. */
const batch = (rows: number): fc.Arbitrary<Float64Array> =>
  fc
    .array(fc.float({ min: -4, max: 4, noNaN: true }), {
      minLength: rows * size,
      maxLength: rows * size,
    })
    .map((values) => Float64Array.from(values));
const coefficient = fc.float({ min: -2, max: 2, noNaN: true });
const perAtom = (count: number, min: number, max: number): fc.Arbitrary<Float64Array> =>
  fc
    .array(fc.float({ min, max, noNaN: true }), { minLength: count, maxLength: count })
    .map((values) => Float64Array.from(values));
const attention: fc.Arbitrary<Attention> = fc
  .record({
    scale: perAtom(4, -0.25, 0.25),
    bias: perAtom(4, -2, 2),
    atom: perAtom(4, -1, 1),
    self: fc.oneof(coefficient, perAtom(4, -1, 1)),
    radial: fc.option(perAtom(4, 0, 0.0625), { nil: undefined }),
  })
  .map(({ radial, ...by }) => (radial === undefined ? by : { ...by, radial }));

const operations: readonly [
  string,
  fc.Arbitrary<<X>(space: Space<X>, of: (x: HostArray) => X) => X>,
][] = [
  [
    'combine',
    fc.tuple(fc.array(fc.tuple(coefficient, batch(2)), { minLength: 1, maxLength: 5 })).map(
      ([terms]) =>
        (space, of) =>
          space.combine(...terms.map(([c, x]) => [c, of(x)] as const)),
    ),
  ],
  [
    'multiply',
    fc.tuple(batch(2), batch(2)).map(
      ([a, b]) =>
        (space, of) =>
          space.multiply(of(a), of(b)),
    ),
  ],
  [
    'shift',
    fc.tuple(batch(2), coefficient).map(
      ([x, c]) =>
        (space, of) =>
          space.shift(of(x), c),
    ),
  ],
  [
    'affine',
    fc.tuple(batch(2), batch(1), batch(1)).map(
      ([x, scale, offset]) =>
        (space, of) =>
          space.affine(of(x), scale, offset),
    ),
  ],
  [
    'attend',
    fc.tuple(batch(2), batch(4), attention).map(
      ([x, atoms, by]) =>
        (space, of) =>
          space.attend(of(x), of(atoms), by),
    ),
  ],
  [
    'attendPullback',
    fc.tuple(batch(2), batch(4), attention, batch(2)).map(
      ([x, atoms, by, v]) =>
        (space, of) =>
          space.attendPullback(of(x), of(atoms), by, of(v)),
    ),
  ],
  [
    'concat',
    fc.tuple(batch(2), batch(1)).map(
      ([a, b]) =>
        (space, of) =>
          space.concat([of(a), of(b)]),
    ),
  ],
];

const on =
  <X>(space: Space<X>) =>
  (x: HostArray): X =>
    space.fill(x.length / size, (out) => out.set(x));

describe.for(['cpu', 'wasm'] as const)('tensors on %s', (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
  });

  test.for(operations)(
    '%s gives what Float64Array gives, to float32 rounding',
    async ([, operation]) => {
      const space = tensors([size]);
      await fc.assert(
        fc.asyncProperty(operation, async (run) => {
          const before = tf.memory().numTensors;
          const made = space.scope(() => run(space, on(space)));
          expect(tf.memory().numTensors).toBe(before + 1);
          const values = await space.read(made);
          made.dispose();
          const expected = run(host, on(host));
          expect(values.length).toBe(expected.length);
          // Logits reach 40, sums 60; each result passes fewer than 40 roundings, and the softmax turns a logit's
          // absolute error into a relative one: 40 * 60 * 2^-24.
          for (const [i, value] of expected.entries()) {
            expect(Math.abs((values[i] as number) - value)).toBeLessThan(2400 * 2 ** -24);
          }
        }),
        { seed: 2, numRuns: 60 },
      );
    },
  );
});

test('the pullback of attention is its derivative', () => {
  // Central differences: error h^2 f'''/6 + roundoff/h, both below 1e-7 at h = 1e-5 for logits up to 40.
  const h = 1e-5;
  fc.assert(
    fc.property(batch(1), batch(4), attention, batch(1), batch(1), (x, atoms, by, v, along) => {
      const at = (step: number): Float64Array =>
        host.attend(host.combine([1, x], [step, along]), atoms, by);
      const slope = host.combine([0.5 / h, at(h)], [-0.5 / h, at(-h)]);
      const dot = (a: Float64Array, b: Float64Array): number =>
        a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
      const pulled = dot(host.attendPullback(x, atoms, by, v), along);
      expect(Math.abs(pulled - dot(slope, v))).toBeLessThan(1e-5 * (1 + Math.abs(pulled)));
    }),
    { seed: 3 },
  );
});

test('a term with coefficient 0 is skipped, also where it is not a number', () => {
  const bad = Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY, 0);
  expect(host.combine([2, Float64Array.of(1, 2, 3)], [0, bad])).toEqual(Float64Array.of(2, 4, 6));
  expect(host.combine([0, bad])).toEqual(new Float64Array(3));
});
