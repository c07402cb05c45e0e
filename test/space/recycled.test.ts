import { describe, expect, test } from 'vitest';
import { float64 } from '../../src/space/index.ts';

const space = float64([3]);
const numbers = (first: number): Float64Array => Float64Array.from([0, 1, 2], (i) => first + i);

describe('a scope on Float64Array', () => {
  test('gives what it made and did not return to later operations, cleared where that is promised', () => {
    let lost = numbers(0);
    space.scope(() => {
      lost = space.combine([2, numbers(1)]);
      return space.shift(lost, 1);
    });
    const again = space.combine([3, numbers(5)]);
    expect(again).toBe(lost);
    space.scope(() => {
      lost = space.scope(() => space.combine([1, numbers(1)]));
    });
    expect(space.combine([3, numbers(5)])).toBe(lost);
    space.scope(() => void space.combine([1, numbers(1)]));
    expect([...space.fill(1, () => {})]).toEqual([0, 0, 0]);
  });

  test('keeps its result, also in objects and lists, as a view of it, and out of a scope within', () => {
    const made = space.scope(() => {
      const inner = space.scope(() => [space.combine([1, numbers(1)], [1, numbers(1)])]);
      const whole = space.concat([numbers(1), numbers(7)]);
      return {
        inner,
        past: { x: space.multiply(numbers(2), numbers(2)) },
        view: whole.subarray(3),
      };
    });
    const viewed = space.scope(() => space.shift(numbers(10), 0).subarray(1));
    for (let i = 0; i < 20; i++) {
      space.scope(() => void [1, 2, 3, 4].map((c) => space.combine([c, numbers(c)])));
    }
    expect(made.inner.map((x) => [...x])).toEqual([[2, 4, 6]]);
    expect([...made.past.x]).toEqual([4, 9, 16]);
    expect([...made.view]).toEqual([7, 8, 9]);
    expect([...viewed]).toEqual([11, 12]);
  });

  test('leaves arrays alone that it did not make, and those made while none is open', () => {
    const [mine, outside] = [numbers(4), space.shift(numbers(4), 0)];
    space.scope(() => void space.combine([1, mine], [1, outside]));
    for (let i = 0; i < 20; i++) space.scope(() => void space.shift(numbers(0), i));
    expect([...mine]).toEqual([4, 5, 6]);
    expect([...outside]).toEqual([4, 5, 6]);
  });

  test('is closed by an error: what is made then belongs to the scope around it', () => {
    let lost = numbers(0);
    space.scope(() => {
      const failing = (): never => {
        throw new Error('within');
      };
      expect(() => space.scope(failing)).toThrow('within');
      lost = space.shift(numbers(1), 0);
    });
    expect(space.shift(numbers(1), 0)).toBe(lost);
  });
});
