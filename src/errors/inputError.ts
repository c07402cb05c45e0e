/**
 * What a person gave cannot be used: the message says what was given, what is expected and what to do.
 *
 * The command line prints its message alone, without a stack trace, and exits with 2.
 */
export class InputError extends RangeError {
  override readonly name: string = 'InputError';
}
