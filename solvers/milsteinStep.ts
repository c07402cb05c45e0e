import { type Diagonal, driven, type Scalar } from '../src/problem/index.ts';
import type { Space } from '../src/space/index.ts';
import type { SdeSolver } from './solver.ts';

/** What the derivative of g along itself can be taken from: the step and the drift f where it starts. */
export interface NoiseSlope<X> {
  readonly space: Space<X>;
  readonly diffusion: Diagonal<X> | Scalar<X>;
  readonly x: X;
  readonly t: number;
  readonly h: number;
  readonly f: X;
}

/**
 * The step of Milstein's method for diagonal or scalar noise, given the derivative of g along itself or what stands for it.
 *
 *   x_s = x + h f + g W + 1/2 g dg/dx (W^2 - |h|)
 *
 * Additive noise has no such term.
 */
export function milsteinStep(slopeOf: <X>(at: NoiseSlope<X>) => X): SdeSolver['step'] {
  return ({ problem, x, t, s, noise }) => {
    const { space, diffusion } = problem;
    const h = s - t;
    const [w, f] = [noise.W(), problem.drift(x, t)];
    const euler = [[1, x], [h, f], driven(problem, x, t, w)] as const;
    if (diffusion.kind === 'additive') return { x: space.combine(...euler) };
    const iterated = space.shift(space.multiply(w, w), -Math.abs(h));
    const slope = slopeOf({ space, diffusion, x, t, h, f });
    return { x: space.combine(...euler, [0.5, slope, iterated]) };
  };
}
