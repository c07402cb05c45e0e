import type { Space, Term } from '../space/index.ts';

/** dx = velocity(x, t) dt */
export interface Ode<X> {
  readonly space: Space<X>;
  /** dx / dt at (x, t). */
  velocity(x: X, t: number): X;
}

/** Noise of a strength that depends on time alone: g(t) dw. */
export interface Additive {
  readonly kind: 'additive';
  /** g(t). */
  at(t: number): number;
  /** Whether one Wiener process drives all elements of a row; else each has its own. */
  readonly isShared?: boolean;
}

/** Noise of a strength of each element's own: g(x, t) dw, elementwise. */
export interface Diagonal<X> {
  readonly kind: 'diagonal';
  /** g(x, t). */
  at(x: X, t: number): X;
  /** g dg/dx, elementwise: the coefficient of Milstein's term and of the Stratonovich correction. */
  correction(x: X, t: number): X;
}

/** Noise of one Wiener process, which drives all elements of a row: dx_i = f_i dt + g_i(x, t) dw, g_i of the whole row. */
export interface Scalar<X> {
  readonly kind: 'scalar';
  /** g(x, t), one for each element. */
  at(x: X, t: number): X;
  /** The derivative of g along itself, sum_j g_j dg_i/dx_j, where diagonal noise has g dg/dx. */
  correction(x: X, t: number): X;
}

/** dx = drift(x, t) dt + diffusion dw, in the sense of Ito. */
export interface ItoSde<X> {
  readonly space: Space<X>;
  /** f(x, t), the coefficient of dt. */
  drift(x: X, t: number): X;
  readonly diffusion: Additive | Diagonal<X> | Scalar<X>;
}

/** An Ito SDE whose noise does not depend on the state. */
export interface AdditiveSde<X> extends ItoSde<X> {
  readonly diffusion: Additive;
}

/** The term g w of a step: g(t) w for additive noise, g(x, t) w elementwise for other noise. */
export function driven<X>({ diffusion }: ItoSde<X>, x: X, t: number, w: X): Term<X> {
  if (diffusion.kind === 'additive') return [diffusion.at(t), w];
  return [1, diffusion.at(x, t), w];
}
