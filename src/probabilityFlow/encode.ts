import { type OdeSolver, rk4 } from '../../solvers/index.ts';
import type { Denoiser } from '../problem/index.ts';
import { solve } from '../sampling/index.ts';
import { flowInLogAngle, logAngles } from './logAngle.ts';

/** How samples are followed along the probability flow. Everything has a default. */
export interface CodeOptions {
  /** Equal steps of ln arctan(sigma / alpha); 50 by default. */
  readonly steps?: number | undefined;
  /** The classical Runge-Kutta method of order 4 by default. */
  readonly solver?: OdeSolver | undefined;
  /** The level sigma / alpha that data are taken to be at; by default the smallest that the schedule samples. */
  readonly sigmaMin?: number | undefined;
  /** Stops it: its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each step, and before the first with 0. */
  readonly onStep?: ((step: number) => void | Promise<void>) | undefined;
}

/** Where the probability flow took samples. */
export interface Coded<X> {
  /** One row each; on tensors they are the caller's to dispose of. */
  readonly x: X;
  /** Network calls per sample. */
  readonly evaluations: number;
}

async function follow<X>(
  denoiser: Denoiser<X>,
  x: X,
  { steps = 50, solver = rk4(), sigmaMin, signal, onStep }: CodeOptions,
  isEncoding: boolean,
): Promise<Coded<X>> {
  const { space, schedule } = denoiser;
  const angles = logAngles(schedule, sigmaMin);
  const [data, noise] = angles.over;
  const scales = [angles.dataScale, angles.noiseScale] as const;
  const [from, to] = isEncoding ? scales : [scales[1], scales[0]];
  const start = space.scope(() => space.combine([1 / from, x]));
  try {
    const ended = await solve(flowInLogAngle(denoiser, angles), {
      ...{ solver, start, steps, seed: 0, signal },
      over: isEncoding ? [data, noise] : [noise, data],
      onStep: ({ step }) => onStep?.(step),
    });
    const { evaluations } = ended;
    const end = space.scope(() => space.combine([to, ended.x]));
    space.free(ended.x);
    return { x: end, evaluations };
  } finally {
    space.free(start);
  }
}

/**
 * The noise that the probability flow makes a sample of: what samples of the data go to is noise N(0, alpha_T^2 + sigma_T^2), and
 * {@link decode} takes it back, up to the solver's error. It is a start of `sample`, whose deterministic solvers then return
 * the sample, closed by a last prediction of x0.
 *
 * @param x samples, one row each; they stay the caller's
 * @param options how they are followed
 * @throws InputError if an option is out of range, or x is not made of whole rows
 * @throws DivergenceError if the network returns values that are not finite
 * @see Song et al. (2021), arXiv:2011.13456, section 4.3; Song, Meng & Ermon (2021), arXiv:2010.02502, section 4.3
 */
export function encode<X>(
  denoiser: Denoiser<X>,
  x: X,
  options: CodeOptions = {},
): Promise<Coded<X>> {
  return follow(denoiser, x, options, true);
}

/**
 * The sample that the probability flow makes of noise, at the level sigmaMin: the inverse of {@link encode}.
 *
 * @param x noise of standard deviation sqrt(alpha_T^2 + sigma_T^2), one row each; it stays the caller's
 * @param options how it is followed; to return what was encoded, the same
 * @throws InputError if an option is out of range, or x is not made of whole rows
 * @throws DivergenceError if the network returns values that are not finite
 * @see Song et al. (2021), arXiv:2011.13456, section 4.3
 */
export function decode<X>(
  denoiser: Denoiser<X>,
  x: X,
  options: CodeOptions = {},
): Promise<Coded<X>> {
  return follow(denoiser, x, options, false);
}
