import { InputError } from '../errors/index.ts';
import type { HostArray } from '../space/index.ts';

/**
 * How many samples x holds.
 *
 * @param what needs them, for the message
 * @throws InputError unless they are whole samples, at least one, of finite values
 */
export function requireSamples(what: string, x: HostArray, size: number): number {
  const count = x.length / size;
  if (!Number.isSafeInteger(count) || count === 0) {
    throw new InputError(
      `${what}: expected whole samples of ${size} values, got ${x.length} values`,
    );
  }
  const bad = x.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return count;
  throw new InputError(
    `${what}: values must be finite, got ${x[bad]} in sample ${Math.floor(bad / size)}`,
  );
}
