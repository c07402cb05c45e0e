import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import {
  type Attention,
  float64,
  type HostArray,
  type Space,
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
