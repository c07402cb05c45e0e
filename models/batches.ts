import { InputError } from '../src/errors/index.ts';
import type { Condition } from './network.ts';

const shownShape = (shape: readonly (number | string)[]): string => `[${shape.join(', ')}]`;

/**
 * How many samples a batch holds.
 * @throws InputError unless it is [rows, ...shape], or as many numbers for whole rows as its first axis says
 */
export function rowsOf(
  what: string,
  x: { readonly shape: readonly number[]; readonly size: number },
  shape: readonly number[],
): number {
  const [rows = 0] = x.shape;
  if (x.size === shape.reduce((product, n) => product * n, rows)) return rows;
  throw new InputError(
    `${what}: expected a batch of shape ${shownShape(['rows', ...shape])}, got ${shownShape(x.shape)}`,
  );
}

/** @throws InputError unless there is a condition for each row, or one for all */
export function requireConditionEach(what: string, condition: Condition, rows: number): void {
  if (condition.length === 1 || condition.length === rows) return;
  throw new InputError(
    `${what}: a condition must be one for all rows or one for each, got ${condition.length} for ${rows} rows`,
  );
}

/** @throws InputError for a condition that asks for something, of a network that has none */
export function requireNoCondition(what: string, condition: Condition): void {
  const asked = condition.find((one) => one !== null);
  if (asked === undefined) return;
  throw new InputError(
    `${what}: a condition was given, ${JSON.stringify(asked)}, but the network has none: make it with classes or caption`,
  );
}
