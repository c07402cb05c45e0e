import { InputError } from '../errors/index.ts';
import type { HostArray } from '../space/index.ts';

/**
 * Refuses sets that a metric cannot be computed of.
 *
 * @param metric its name, for the message
 * @param dimension values of a sample, in every set
 * @param least samples that each set needs
 * @throws InputError if a set is ragged, holds fewer samples or a value that is not finite
 */
export function requireSets(
  metric: string,
  sets: readonly HostArray[],
  dimension: number,
  least: number,
): void {
  for (const values of sets) {
    const count = values.length / dimension;
    if (!Number.isInteger(count) || count < least) {
      throw new InputError(
        `${metric}: each set needs at least ${least} samples of ${dimension} values, got ${values.length} values`,
      );
    }
    if (!values.every(Number.isFinite)) {
      throw new InputError(`${metric}: every value must be finite, got NaN or infinity`);
    }
  }
}
