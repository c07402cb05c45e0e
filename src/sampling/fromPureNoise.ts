import type { SolverFacts, Stepped } from '../../solvers/index.ts';
import type { Noise } from '../noise/index.ts';
import type { ReverseDiffusion } from '../problem/index.ts';

/** Whether a step of a solver is finite where nothing is left of the data: those of ODEs, and of methods that hold x0. */
export function hasStepFromNoise({ solves, stepsFromNoise }: SolverFacts): boolean {
  return solves === 'ode' || stepsFromNoise === true;
}

/**
 * The step from pure noise to s, where the drift of the reverse SDE and alpha_s / alpha_t are infinite: with x0 held,
 *
 *   x_s = alpha_s x0 + sigma_s eps on the flow,   alpha_s x0 + sigma_s z on the SDE, which forgets its state at once
 *
 * the step of DDIM and that of DDPM. One evaluation; multistep solvers start afresh behind it.
 *
 * @param noise of a solver that draws
 * @see Lin et al. (2024), arXiv:2305.08891, section 3.2; Song, Meng & Ermon (2021), arXiv:2010.02502, eq. 12
 */
export function fromPureNoise<X>(
  { space, schedule, predict }: ReverseDiffusion<X>,
  x: X,
  t: number,
  s: number,
  noise?: Noise<X>,
): Stepped<X> {
  const { x0, eps } = predict(x, t);
  const noisy = noise === undefined ? eps : noise.normal();
  return { x: space.combine([schedule.alpha(s), x0], [schedule.sigma(s), noisy]) };
}
