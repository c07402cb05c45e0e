import { InputError } from '../errors/index.ts';
import type { ItoSde, Ode, ReverseDiffusion, Schedule } from '../problem/index.ts';
import type { Space } from '../space/index.ts';

/** Anything the loop can solve. */
export type Solvable<X> = { readonly space: Space<X> } & (Ode<X> | ItoSde<X>);

/** Whether a problem is a diffusion run backwards. */
export function isReverse<X>(problem: Solvable<X>): problem is ReverseDiffusion<X> {
  return 'predict' in problem && 'schedule' in problem;
}

/** Whether the times of a problem are those of a schedule: a diffusion, forwards or backwards. */
export function isScheduled<X>(
  problem: Solvable<X>,
): problem is Solvable<X> & { readonly schedule: Schedule } {
  return 'schedule' in problem;
}

/**
 * Rows of a start that a person gave.
 * @throws InputError unless they are whole samples, at least one
 */
export function rowsIn<X>(what: string, space: Space<X>, start: X): number {
  const count = space.count(start);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InputError(
    `${what}: start must hold whole samples of ${space.size} values, got ${count * space.size} values`,
  );
}
