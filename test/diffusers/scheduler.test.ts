import { describe, expect, test } from 'vitest';
import {
  knownGrids,
  knownLimits,
  knownSolvers,
  parseSpecifications,
} from '../../src/catalogue/index.ts';
import { schedulerFrom } from '../../src/diffusers/index.ts';
import diffusers from '../goldens/diffusers.json' with { type: 'json' };

const where = 'scheduler_config.json';
const read = (name: string, settings: object = {}) =>
  schedulerFrom(where, { _class_name: name, ...settings });

/** Solver and grid of a scheduler, made. */
function own(scheduler: ReturnType<typeof read>) {
  const [specification] = parseSpecifications(scheduler.solver ?? '', 'solver');
  if (specification?.grid === undefined) throw new Error('no solver on a grid');
  const { grid, ...solver } = specification;
  return { solver: knownSolvers.make(solver), grid: knownGrids.make(grid) };
}

const withoutRepeats = (values: readonly number[]): readonly number[] =>
  values.filter((value, i) => value !== values[i - 1]);

describe('settings of diffusers 0.42.1 lead to its own times and levels', () => {
  const grids = diffusers.grids.map(
    (golden) => [JSON.stringify([golden.scheduler, golden.steps, golden.options]), golden] as const,
  );

  test.for(grids)('%s', ([, golden]) => {
    const options: Readonly<Record<string, unknown>> = golden.options;
    // what the goldens were made with: see with_diffusers.py
    const betas = options.beta_schedule === 'scaled_linear' ? [0.00085, 0.012] : [0.0001, 0.02];
    const scheduler = read(golden.scheduler, {
      ...{ beta_start: betas[0], beta_end: betas[1] },
      ...options,
      // levels of zero terminal SNR are only for networks that predict v
      ...(options.rescale_betas_zero_snr === true ? { prediction_type: 'v_prediction' } : {}),
    });
    const { schedule } = scheduler;
    const { sigmas, timesteps, last = 0 } = golden;
    // the level behind each time it stops at; those of timesteps are of k + 1 betas
    const ofTimesteps = [...timesteps, ...(last === 0 ? [-1] : [0])].map((k) =>
      k === -1 ? 0 : Math.exp(-schedule.logSnr((k + 1) / 1000)),
    );
    const expected = withoutRepeats(sigmas?.slice(0, timesteps.length + 1) ?? ofTimesteps);
    const { times } = own(scheduler).grid.over(schedule, expected.length - 1);
    expect(times.length).toBe(expected.length);
    for (const [i, sigma] of expected.entries()) {
      // 13 digits in the file
      const level = Math.exp(-schedule.logSnr(times[i] as number));
      expect(Math.abs(level - sigma)).toBeLessThanOrEqual(1e-9 * sigma);
    }
  });
});

describe('samplers of diffusers', () => {
  test.each([
    ['DDPMScheduler', {}, 'ddpm@leading', 'clip'],
    [
      'DDPMScheduler',
      { variance_type: 'fixed_large', clip_sample: false },
      'ddpm(variance=large)@leading',
      undefined,
    ],
    [
      'DDPMScheduler',
      { variance_type: 'learned_range', clip_sample_range: 2 },
      'iddpm@leading',
      'clip(range=2)',
    ],
    [
      'DDPMScheduler',
      { thresholding: true, sample_max_value: 1.5 },
      'ddpm@leading',
      'threshold(percentile=0.995,max=1.5)',
    ],
    [
      'DDIMScheduler',
      { set_alpha_to_one: false, steps_offset: 1 },
      'ddim@leading(offset=1,finalSigma=min)',
      'clip',
    ],
    [
      'PNDMScheduler',
      { skip_prk_steps: true },
      'pndm(warmUp=heun)@leading(finalSigma=min)',
      undefined,
    ],
    ['DPMSolverMultistepScheduler', {}, 'dpmpp-2m@linspace(dropLast=true)', undefined],
    [
      'DPMSolverMultistepScheduler',
      { use_lu_lambdas: true, algorithm_type: 'sde-dpmsolver++' },
      'sde-dpmpp-2m@uniform-log-snr',
      undefined,
    ],
    [
      'DPMSolverSinglestepScheduler',
      { solver_order: 1 },
      'dpmpp-1@linspace(dropLast=true)',
      undefined,
    ],
    [
      'UniPCMultistepScheduler',
      { use_karras_sigmas: true },
      'unipc(order=2,lowerOrderFinal=true)@karras',
      undefined,
    ],
    [
      'DEISMultistepScheduler',
      {},
      'deis(order=2,variable=log-rho,lowerOrderFinal=true)@linspace(dropLast=true,finalSigma=min)',
      undefined,
    ],
    ['EulerDiscreteScheduler', { timestep_spacing: 'trailing' }, 'ddim@trailing', undefined],
    ['EulerAncestralDiscreteScheduler', {}, 'ddpm@linspace(rounded=false)', undefined],
    ['HeunDiscreteScheduler', {}, 'edm@linspace(rounded=false)', undefined],
    ['HeunDiscreteScheduler', { clip_sample: true }, 'edm@linspace(rounded=false)', 'clip'],
  ] as const)('%s %j is %s', (name, settings, solver, limit) => {
    const scheduler = read(name, settings);
    expect([scheduler.solver, scheduler.limit]).toEqual([solver, limit]);
    own(scheduler);
    for (const { name: held } of limit === undefined ? [] : parseSpecifications(limit, 'limit')) {
      expect(knownLimits.defaults.map((known) => known.name)).toContain(held);
    }
  });

  test.each([
    ['DPMSolverMultistepScheduler', { solver_type: 'heun' }, 'solver_type = "heun"'],
    [
      'DPMSolverMultistepScheduler',
      { algorithm_type: 'dpmsolver' },
      'solver_order = 2 of algorithm_type = "dpmsolver"',
    ],
    [
      'DPMSolverSinglestepScheduler',
      { solver_order: 3 },
      'solver_order = 3 of algorithm_type = "dpmsolver++"',
    ],
    ['UniPCMultistepScheduler', { predict_x0: false }, 'predict_x0 = false'],
    ['DDPMScheduler', { variance_type: 'fixed_large_log' }, 'variance_type = "fixed_large_log"'],
  ] as const)('%s %j has no counterpart, and that is said', (name, settings, said) => {
    const { solver, notes } = read(name, settings);
    expect(solver).toBeUndefined();
    expect(notes).toEqual([`${said} has no counterpart here, the default solver stands in`]);
  });
});

describe('schedules of diffusers', () => {
  test('betas of every kind are its own', () => {
    const noised = { num_train_timesteps: 4, beta_start: 0.1, beta_end: 0.4 };
    const abar = (settings: object): readonly number[] => {
      const { schedule } = read('DDPMScheduler', { ...noised, ...settings });
      return [1, 2, 3, 4].map((i) => schedule.alpha(i / 4) ** 2);
    };
    const product = (betas: readonly number[]): readonly number[] =>
      betas.map((_, i) => betas.slice(0, i + 1).reduce((bar, beta) => bar * (1 - beta), 1));
    const root = (i: number): number =>
      Math.sqrt(0.1) + (i / 3) * (Math.sqrt(0.4) - Math.sqrt(0.1));
    const cosine = (i: number): number => Math.cos(((i / 4 + 0.008) / 1.008) * (Math.PI / 2)) ** 2;
    const sigmoid = (u: number): number => 1 / (1 + Math.exp(-u));
    const near = (given: readonly number[], expected: readonly number[]): void => {
      for (const [i, value] of expected.entries()) expect(given[i]).toBeCloseTo(value, 12);
    };
    near(abar({}), product([0.1, 0.2, 0.3, 0.4]));
    near(abar({ beta_schedule: 'scaled_linear' }), product([0, 1, 2, 3].map((i) => root(i) ** 2)));
    near(abar({ trained_betas: [0.3, 0.1, 0.2, 0.5] }), product([0.3, 0.1, 0.2, 0.5]));
    near(
      abar({ beta_schedule: 'sigmoid' }),
      product([-6, -2, 2, 6].map((u) => 0.1 + 0.3 * sigmoid(u))),
    );
    near(
      abar({ beta_schedule: 'squaredcos_cap_v2' }),
      product([0, 1, 2, 3].map((i) => Math.min(1 - cosine(i + 1) / cosine(i), 0.999))),
    );
  });

  test('what the network predicts is in our words', () => {
    const predicted = ['epsilon', 'v_prediction', 'sample'].map(
      (type) => read('DDIMScheduler', { prediction_type: type }).predicts,
    );
    expect(predicted).toEqual(['eps', 'v', 'x0']);
  });

  test('without a file the defaults of DDPMScheduler are taken, and that is said', () => {
    const { notes, ...assumed } = schedulerFrom(where);
    const { notes: none, ...own } = read('DDPMScheduler');
    expect(JSON.stringify(assumed)).toBe(JSON.stringify(own));
    expect([notes.length, none.length]).toEqual([1, 0]);
    expect(notes[0]).toContain('no scheduler_config.json');
  });
});

describe('a scheduler that cannot be read names what and why', () => {
  test.each([
    [{}, '_class_name = left out is not supported'],
    [
      { _class_name: 'DDPMSchedulr' },
      'unknown scheduler "DDPMSchedulr"; did you mean "DDPMScheduler"?',
    ],
    [{ _class_name: 'DDIMScheduler', eta: 1 }, 'eta = 1 is a setting that is not known here'],
    [
      { _class_name: 'DDIMScheduler', beta_schedule: 'laplace' },
      'beta_schedule = "laplace" is not supported: expected linear, scaled_linear, squaredcos_cap_v2 or sigmoid',
    ],
    [
      { _class_name: 'DDPMScheduler', variance_type: 'learned' },
      'variance_type = "learned" is not supported',
    ],
    [
      { _class_name: 'UniPCMultistepScheduler', use_flow_sigmas: true },
      'use_flow_sigmas = true is not supported: expected false',
    ],
    [
      { _class_name: 'DPMSolverMultistepScheduler', lambda_min_clipped: -5.1 },
      'lambda_min_clipped = -5.1 is not supported',
    ],
    [
      { _class_name: 'DDIMScheduler', rescale_betas_zero_snr: true },
      'rescale_betas_zero_snr = true leaves nothing of the data',
    ],
    [{ _class_name: 'DDIMScheduler', beta_end: 1 }, 'ddpm: betas must be in (0, 1), got 1 at 999'],
    [
      { _class_name: 'DDIMScheduler', trained_betas: [0.1] },
      'trained_betas has 1 numbers, num_train_timesteps is 1000',
    ],
  ])('%j', (settings, message) => {
    expect(() => schedulerFrom(where, settings)).toThrow(`${where}: ${message}`);
  });
});
