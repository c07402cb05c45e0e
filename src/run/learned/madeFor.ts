import { InputError } from '../../errors/index.ts';

/**
 * A network made for data.
 * @throws InputError for data that it cannot be made for, naming them
 */
export function madeFor<N>({ name }: { readonly name: string }, make: () => N): N {
  try {
    return make();
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${name}: ${error.message}`) : error;
  }
}
