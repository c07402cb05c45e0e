import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attention, batch, host } from '../contract/spaceOperations.ts';

// That tensors do what Float64Array does is in test/contract, on every backend.

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
