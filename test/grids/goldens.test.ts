import { describe, expect, test } from 'vitest';
import {
  beta,
  exponential,
  type GridRule,
  karras,
  leading,
  linspace,
  trailing,
  uniformLogSnr,
} from '../../src/grids/index.ts';
import { ddpm, type Schedule } from '../../src/problem/index.ts';
import diffusers from '../goldens/diffusers.json' with { type: 'json' };

type Golden = (typeof diffusers.grids)[number];
const optionsOf = ({ options }: Golden): Readonly<Record<string, unknown>> => options;

const betasOf = { linear: 'linear', scaled_linear: 'scaled-linear', squaredcos_cap_v2: 'cosine' };

function scheduleOf(golden: Golden): Schedule {
  const { beta_schedule: name = 'linear', rescale_betas_zero_snr: zeroTerminalSnr = false } =
    optionsOf(golden) as { beta_schedule?: keyof typeof betasOf; rescale_betas_zero_snr?: boolean };
  return ddpm({ betas: betasOf[name] as 'linear', zeroTerminalSnr });
}

/** The rule that a scheduler's settings stand for. */
function ruleOf(golden: Golden): GridRule {
  const { scheduler } = golden;
  const options = optionsOf(golden);
  const isMultistep = scheduler.includes('Multistep');
  const endsAtLeast =
    options.final_sigmas_type === 'sigma_min' ||
    options.interpolation_type === 'log_linear' ||
    scheduler.startsWith('DEIS') ||
    (options.set_alpha_to_one ?? scheduler !== 'PNDMScheduler') === false;
  const finalSigma = endsAtLeast ? 'min' : 'zero';
  const isLevelled = isMultistep || /^(Euler|Heun)/.test(scheduler);
  const usual = isLevelled ? 'linspace' : 'leading';
  const spacing = (options.timestep_spacing ?? usual) as 'leading' | 'trailing' | 'linspace';
  const offset = (options.steps_offset ?? 0) as number;
  const ends = isMultistep || spacing === 'linspace' ? 'range' : spacing;
  const levels = { finalSigma, ends, ...(ends === 'leading' ? { offset } : {}) } as const;
  if (options.use_karras_sigmas === true) return karras(levels);
  if (options.use_exponential_sigmas === true) return exponential(levels);
  if (options.use_beta_sigmas === true) return beta(levels);
  if (options.use_lu_lambdas === true || options.interpolation_type === 'log_linear') {
    return uniformLogSnr(levels);
  }
  if (spacing === 'trailing') return trailing({ finalSigma });
  if (spacing === 'leading') return leading({ offset, dropLast: isMultistep, finalSigma });
  return linspace({
    rounded: isMultistep || !isLevelled,
    dropLast: isMultistep,
    finalSigma,
  });
}

const withoutRepeats = (values: readonly number[]): readonly number[] =>
  values.filter((value, i) => value !== values[i - 1]);

const titled = diffusers.grids.map(
  (golden) => [JSON.stringify([golden.scheduler, golden.steps, golden.options]), golden] as const,
);

describe('timesteps of diffusers 0.42.1 are reproduced', () => {
  test.for(titled.filter(([, { sigmas }]) => sigmas === undefined))('%s', ([, golden]) => {
    const { timesteps, last = 0 } = golden;
    const visited = [...withoutRepeats(timesteps), ...(last === 0 ? [] : [0])];
    const expected = [...withoutRepeats(visited), ...(last === 0 ? [-1] : [])];
    const { times } = ruleOf(golden).over(scheduleOf(golden), expected.length - 1);
    // its timestep k has k + 1 betas behind it, and -1 stands for none
    expect([...times]).toEqual(expected.map((k) => (k + 1) / 1000));
  });
});

describe('levels of diffusers 0.42.1 are reproduced', () => {
  test.for(titled.filter(([, { sigmas }]) => sigmas !== undefined))('%s', ([, golden]) => {
    const { sigmas = [], timesteps } = golden;
    const expected = withoutRepeats(sigmas.slice(0, timesteps.length + 1));
    const schedule = scheduleOf(golden);
    const { times } = ruleOf(golden).over(schedule, expected.length - 1);
    expect(times.length).toBe(expected.length);
    for (const [i, sigma] of expected.entries()) {
      const level = Math.exp(-schedule.logSnr(times[i] as number));
      // 13 digits; abar is a product of up to 1,000 factors there and a sum of logarithms here, 1e-13 apart
      expect(Math.abs(level - sigma)).toBeLessThanOrEqual(1e-9 * sigma);
    }
  });
});
