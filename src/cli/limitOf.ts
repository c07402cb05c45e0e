import { knownLimits, parseSpecification } from '../catalogue/index.ts';
import type { Limit } from '../problem/index.ts';

/** What --limit takes, for help. */
export const limitHelp = 'hold predicted x0 within limits: "clip(range=1)"; limits lists them';

/**
 * What predicted x0 is held to on the command line, if anything; `none` is nothing.
 * @throws InputError for malformed text, unknown names and options, and values out of range
 */
export function limitOf(text: string | undefined): Limit | undefined {
  if (text === undefined || text === 'none') return undefined;
  return knownLimits.make(parseSpecification(text, 'limit'));
}
