import fc from 'fast-check';

/** A value that fast-check prints as the given text when it is a counterexample: what holds functions says little otherwise. */
export function shown<T extends object>(value: T, text: string): T {
  return { ...value, [fc.toStringMethod]: () => text };
}

/** A number in three digits, as counterexamples show it. */
export function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
