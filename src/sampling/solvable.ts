import type { ItoSde, Ode, ReverseDiffusion } from '../problem/index.ts';
import type { Space } from '../space/index.ts';

/** Anything the loop can solve. */
export type Solvable<X> = { readonly space: Space<X> } & (Ode<X> | ItoSde<X>);

/** Whether a problem is a diffusion run backwards. */
export function isReverse<X>(problem: Solvable<X>): problem is ReverseDiffusion<X> {
  return 'predict' in problem && 'schedule' in problem;
}
