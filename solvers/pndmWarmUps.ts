import type { ReverseDiffusion } from '../src/problem/index.ts';
import type { At } from './solver.ts';

/** A way to begin without evaluations to look back at. */
export interface WarmUp {
  /** Steps that it takes. */
  readonly steps: number;
  /** Evaluations that these take beyond one each. */
  readonly warmUpEvaluations: number;
  /** The noise that its step goes along, of e1 predicted where it starts; `along` is the DDIM step from there. */
  mean<X>(at: At<X, ReverseDiffusion<X>>, e1: X, along: (eps: X, to: number) => X): X;
}

/** Those of PNDM by name. */
export type PndmWarmUp = 'runge-kutta' | 'heun';

/** What each of them does: see pndm.ts. */
export const warmUps: Readonly<Record<PndmWarmUp, WarmUp>> = {
  'runge-kutta': {
    steps: 3,
    warmUpEvaluations: 9,
    mean({ problem: { space, predict }, t, s }, e1, along) {
      const middle = (t + s) / 2;
      const { eps: e2 } = predict(along(e1, middle), middle);
      const { eps: e3 } = predict(along(e2, middle), middle);
      const { eps: e4 } = predict(along(e3, s), s);
      return space.combine([1 / 6, e1], [1 / 3, e2], [1 / 3, e3], [1 / 6, e4]);
    },
  },
  heun: {
    steps: 1,
    warmUpEvaluations: 1,
    mean({ problem: { space, predict }, s }, e1, along) {
      const { eps: e2 } = predict(along(e1, s), s);
      return space.combine([1 / 2, e1], [1 / 2, e2]);
    },
  },
};
