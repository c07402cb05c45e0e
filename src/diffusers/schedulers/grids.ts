import { named } from './sampler.ts';

/** How training times are chosen. */
export interface Spacing {
  readonly timestep_spacing: 'leading' | 'trailing' | 'linspace';
  readonly steps_offset: number;
}

/** Where the last step ends. */
export interface Ending {
  readonly final_sigmas_type: 'zero' | 'sigma_min';
}

/** Levels of noise in place of training times. */
export interface Levels {
  readonly use_karras_sigmas: boolean;
  readonly use_exponential_sigmas: boolean;
  readonly use_beta_sigmas: boolean;
}

/** Where a grid ends, as an option of it. */
export const finalOf = ({ final_sigmas_type: final }: Partial<Ending>): 'min' | undefined =>
  final === 'sigma_min' ? 'min' : undefined;

const offsetOf = ({ steps_offset: offset }: Spacing): number | undefined =>
  offset === 0 ? undefined : offset;

/**
 * The grid of training times of a scheduler.
 *
 * @param of whether it lays one timestep more and drops the last, and whether those of linspace stay between training times
 */
export function trainingGrid(
  spacing: Spacing & Partial<Ending>,
  of: { readonly dropLast?: true; readonly rounded?: false } = {},
): string {
  const finalSigma = finalOf(spacing);
  const { dropLast, rounded } = of;
  if (spacing.timestep_spacing === 'trailing') return named('trailing', { finalSigma });
  return spacing.timestep_spacing === 'leading'
    ? named('leading', { offset: offsetOf(spacing), dropLast, finalSigma })
    : named('linspace', { rounded, dropLast, finalSigma });
}

/** The grid of levels of a scheduler; undefined where it has none. */
export function levelGrid(
  levels: Levels,
  options: Readonly<Record<string, number | string | undefined>>,
): string | undefined {
  if (levels.use_karras_sigmas) return named('karras', options);
  if (levels.use_exponential_sigmas) return named('exponential', options);
  if (levels.use_beta_sigmas) return named('beta', options);
  return undefined;
}

/** The grid of DPM-Solver, UniPC and DEIS: levels between the ends of the schedule, or training times. */
export function multistepGrid(settings: Spacing & Levels & Partial<Ending>): string {
  return (
    levelGrid(settings, { finalSigma: finalOf(settings) }) ??
    trainingGrid(settings, { dropLast: true })
  );
}

/** The grid of Euler and Heun: levels between the training times that the spacing begins and ends with, or training times. */
export function eulerGrid(settings: Spacing & Levels & Partial<Ending>): string {
  const { timestep_spacing: spacing } = settings;
  const ends = spacing === 'linspace' ? undefined : spacing;
  const offset = spacing === 'leading' ? offsetOf(settings) : undefined;
  return (
    levelGrid(settings, { ends, offset, finalSigma: finalOf(settings) }) ??
    trainingGrid(settings, { rounded: false })
  );
}
