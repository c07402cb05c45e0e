import { knownLimits, parseSpecification } from '../catalogue/index.ts';
import type { Limit } from '../problem/index.ts';

/** What --limit takes, for help. */
export const limitHelp =
  'hold predicted x0 within limits: "clip(range=1)"; limits lists them; none for none (default: none, or as the run has it)';

/**
 * What predicted x0 is held to on the command line, if anything.
 * @param own what the run itself says, if anything
 * @throws InputError for malformed text, unknown names and options, and values out of range
 */
export function limitOf(text: string | undefined, own?: string): Limit | undefined {
  const chosen = text ?? own;
  if (chosen === undefined || chosen === 'none') return undefined;
  return knownLimits.make(parseSpecification(chosen, 'limit'));
}
