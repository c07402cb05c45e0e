import { InputError } from '../errors/index.ts';
import { ddpm, type Schedule } from '../problem/index.ts';
import type { NoiseSettings } from './schedulers/index.ts';

function betasOf(settings: NoiseSettings): readonly number[] {
  const { num_train_timesteps: N, beta_start: low, beta_end: high, beta_schedule: by } = settings;
  if (settings.trained_betas !== null) return settings.trained_betas;
  const shares = Array.from({ length: N }, (_, i) => (N === 1 ? 0 : i / (N - 1)));
  const between = (from: number, to: number, share: number): number => from + share * (to - from);
  if (by === 'linear') return shares.map((share) => between(low, high, share));
  if (by === 'scaled_linear') {
    return shares.map((share) => between(Math.sqrt(low), Math.sqrt(high), share) ** 2);
  }
  return shares.map((share) => between(low, high, 1 / (1 + Math.exp(6 - 12 * share))));
}

/**
 * The schedule that a scheduler noises with.
 *
 * @param where the file of its settings, for messages
 * @throws InputError if a beta is outside (0, 1), or the list has another length than the training timesteps
 */
export function scheduleOf(where: string, settings: NoiseSettings): Schedule {
  const zeroTerminalSnr = settings.rescale_betas_zero_snr === true;
  const { num_train_timesteps: steps, trained_betas: trained } = settings;
  if (trained !== null && trained.length !== steps) {
    throw new InputError(
      `${where}: trained_betas has ${trained.length} numbers, num_train_timesteps is ${steps}`,
    );
  }
  try {
    if (trained === null && settings.beta_schedule === 'squaredcos_cap_v2') {
      return ddpm({ betas: 'cosine', steps, zeroTerminalSnr });
    }
    return ddpm({ betas: betasOf(settings), zeroTerminalSnr });
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${where}: ${error.message}`) : error;
  }
}

/** What a schedule is called in tables: it may have as many betas as steps. */
export function scheduleLabelOf(settings: NoiseSettings): string {
  const { beta_schedule: by, beta_start: low, beta_end: high, trained_betas: trained } = settings;
  const range = by === 'squaredcos_cap_v2' ? '' : ` from ${low} to ${high}`;
  const betas = trained === null ? `${by} betas${range}` : 'betas of its own';
  const rescaled =
    settings.rescale_betas_zero_snr === true ? ', rescaled to zero terminal SNR' : '';
  return `${settings.num_train_timesteps} ${betas}${rescaled}`;
}
