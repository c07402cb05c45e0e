import { InputError } from './inputError.ts';

/** @throws InputError unless `value` is a finite number in [low, high] */
export function requireInRange(what: string, value: number, low: number, high: number): void {
  if (Number.isFinite(value) && value >= low && value <= high) return;
  throw new InputError(`${what} must be in [${low}, ${high}], got ${value}`);
}

/** @throws InputError unless `value` is a finite number above 0 */
export function requirePositive(what: string, value: number): void {
  if (Number.isFinite(value) && value > 0) return;
  throw new InputError(`${what} must be a finite number above 0, got ${value}`);
}

/** @throws InputError unless `value` is a number above 0 and at most 1 */
export function requireShare(what: string, value: number): void {
  if (value > 0 && value <= 1) return;
  throw new InputError(`${what} must be above 0 and at most 1, got ${value}`);
}

/** @throws InputError unless `value` is an integer of at least `low` */
export function requireInteger(what: string, value: number, low = 1): void {
  if (Number.isSafeInteger(value) && value >= low) return;
  const expected = low === 1 ? 'a positive integer' : `an integer of at least ${low}`;
  throw new InputError(`${what} must be ${expected}, got ${value}`);
}

/** @throws InputError unless `value` is one of `choices`, naming the nearest */
export function requireOneOf<T extends string>(
  what: string,
  value: T,
  choices: readonly T[],
): void {
  if (choices.includes(value)) return;
  throw new InputError(
    `${what} must be one of ${choices.join(', ')}; got ${JSON.stringify(value)}`,
  );
}
