/**
 * How bad input is told to a person: one line that says what was given, what is expected and what to do.
 * Imports nothing. Checks run once, at the edge where a person or a file comes in.
 */
export { InputError } from './inputError.ts';
export { nearest, unknownName } from './nearest.ts';
export {
  requireInRange,
  requireInteger,
  requireOneOf,
  requirePositive,
  requireShare,
} from './require.ts';
