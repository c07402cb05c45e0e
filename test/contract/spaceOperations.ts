import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import {
  type Attention,
  float64,
  type HostArray,
  type Space,
  type Threshold,
  tensors,
} from '../../src/space/index.ts';
import { type Check, requireNear } from './check.ts';

/** Elements of a sample. */
export const size = 3;
/** The space that is right. */
export const host: Space<Float64Array> = float64([size]);

/** Rows of numbers that float32 holds exactly, so that both spaces start from the same values. */
export const batch = (rows: number): fc.Arbitrary<Float64Array> =>
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
/** Attention over four atoms. */
export const attention: fc.Arbitrary<Attention> = fc
  .record({
    scale: perAtom(4, -0.25, 0.25),
    bias: perAtom(4, -2, 2),
    atom: perAtom(4, -1, 1),
    self: fc.oneof(coefficient, perAtom(4, -1, 1)),
    radial: fc.option(perAtom(4, 0, 0.0625), { nil: undefined }),
  })
  .map(({ radial, ...by }) => (radial === undefined ? by : { ...by, radial }));

/** Held exactly by float32, so that both spaces compare with the same number. */
const range = fc.integer({ min: 1, max: 16 }).map((eighths) => eighths / 8);
const thresholds: fc.Arbitrary<Threshold> = fc
  .record({
    percentile: fc.double({ min: 0.01, max: 1, noNaN: true }),
    range,
    more: fc.constantFrom(0, 1, Infinity),
  })
  .map(({ more, ...by }) => ({ ...by, max: by.range + more }));

type Operation = <X>(space: Space<X>, of: (x: HostArray) => X) => X;
const operations: Readonly<Record<string, fc.Arbitrary<Operation>>> = {
  combine: fc
    .array(fc.tuple(coefficient, batch(2)), { minLength: 1, maxLength: 5 })
    .map((terms) => (space, of) => space.combine(...terms.map(([c, x]) => [c, of(x)] as const))),
  multiply: fc.tuple(batch(2), batch(2)).map(
    ([a, b]) =>
      (space, of) =>
        space.multiply(of(a), of(b)),
  ),
  products: fc
    .array(fc.tuple(coefficient, batch(2), fc.option(batch(2))), { minLength: 1, maxLength: 5 })
    .map((terms) => (space, of) => {
      const own = terms.map(([c, x, y]) =>
        y === null ? ([c, of(x)] as const) : ([c, of(x), of(y)] as const),
      );
      return space.combine(...own);
    }),
  repeatFirst: batch(2).map((x) => (space, of) => space.repeatFirst(of(x))),
  exp: batch(2).map((x) => (space, of) => space.exp(of(x))),
  shift: fc.tuple(batch(2), coefficient).map(
    ([x, c]) =>
      (space, of) =>
        space.shift(of(x), c),
  ),
  affine: fc.tuple(batch(2), batch(1), batch(1)).map(
    ([x, scale, offset]) =>
      (space, of) =>
        space.affine(of(x), scale, offset),
  ),
  clip: fc.tuple(batch(2), range).map(
    ([x, most]) =>
      (space, of) =>
        space.clip(of(x), most),
  ),
  clipPullback: fc.tuple(batch(2), range, batch(2)).map(
    ([x, most, v]) =>
      (space, of) =>
        space.clipPullback(of(x), most, of(v)),
  ),
  threshold: fc.tuple(batch(3), thresholds).map(
    ([x, by]) =>
      (space, of) =>
        space.threshold(of(x), by),
  ),
  attend: fc.tuple(batch(2), batch(4), attention).map(
    ([x, atoms, by]) =>
      (space, of) =>
        space.attend(of(x), of(atoms), by),
  ),
  attendPullback: fc.tuple(batch(2), batch(4), attention, batch(2)).map(
    ([x, atoms, by, v]) =>
      (space, of) =>
        space.attendPullback(of(x), of(atoms), by, of(v)),
  ),
  rows: fc.tuple(batch(4), fc.integer({ min: 0, max: 2 })).map(
    ([x, first]) =>
      (space, of) =>
        space.rows(of(x), first, 2),
  ),
  concat: fc.tuple(batch(2), batch(1)).map(
    ([a, b]) =>
      (space, of) =>
        space.concat([of(a), of(b)]),
  ),
};

const on =
  <X>(space: Space<X>) =>
  (x: HostArray): X =>
    space.fill(x.length / size, (out) => out.set(x));

/** Every operation of a space gives on tensors what it gives on Float64Array, to float32 rounding. */
export const spaceOperations: readonly Check[] = Object.entries(operations).map(
  ([name, operation]) => ({
    name: `space: ${name} gives what Float64Array gives`,
    run: async () => {
      const space = tensors([size]);
      const property = fc.asyncProperty(operation, async (run) => {
        const before = tf.memory().numTensors;
        const made = space.scope(() => run(space, on(space)));
        if (tf.memory().numTensors !== before + 1) throw new Error('more is left than the result');
        const values = await space.read(made);
        made.dispose();
        // Logits reach 40, sums 60; each result passes fewer than 40 roundings, and the softmax turns a logit's absolute
        // error into a relative one: 40 * 60 * 2^-24.
        requireNear(name, values, run(host, on(host)), 2400 * 2 ** -24);
      });
      await fc.assert(property, { seed: 2, numRuns: 40 });
    },
  }),
);
