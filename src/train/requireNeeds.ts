import { InputError } from '../errors/index.ts';
import type { Schedule } from '../problem/index.ts';
import type { Need, Objective } from './objective.ts';
import type { TimeSampling } from './times.ts';

/** What training offers an objective. */
export interface Offered {
  readonly data: { readonly name: string; readonly exact?: unknown };
  readonly schedule: Schedule;
  readonly times: TimeSampling;
  readonly learnsVariance: boolean;
}

/**
 * Requires that an objective finds what it needs.
 * @throws InputError naming what is missing and what to do
 */
export function requireNeeds(objective: Objective, offered: Offered): void {
  const { data, schedule, times, learnsVariance } = offered;
  const missing: Readonly<Record<Need, string | undefined>> = {
    'exact score':
      data.exact === undefined
        ? `needs the exact score, and the law of ${data.name} is not known; use another objective`
        : undefined,
    'training times':
      schedule.trainingSteps === undefined || times.isDiscrete !== true
        ? `needs training times i / N: the schedule ddpm and times discrete or importance, got ${schedule.name} and ${times.name}`
        : undefined,
    'learned variance': learnsVariance
      ? undefined
      : 'needs a network that learns its variance: mlp with learnsVariance = true',
  };
  for (const need of objective.needs ?? []) {
    if (missing[need] === undefined) continue;
    throw new InputError(`objective ${objective.name} ${missing[need]}`);
  }
}
