import { describe, expect, test } from 'vitest';
import {
  ddim,
  ddpm,
  deis,
  dpmpp1,
  dpmpp2m,
  dpmSolver1,
  pndm,
  sdeDpmpp1,
  sdeDpmpp2m,
  seeds1,
  unipc,
} from '../../solvers/index.ts';
import { type Grid, karras, leading, linspace, trailing } from '../../src/grids/index.ts';
import type { NoiseSource } from '../../src/noise/index.ts';
import {
  clip,
  ddpm as ddpmSchedule,
  denoiserOf,
  type Limit,
  type ReverseDiffusion,
  reverse,
  type Schedule,
  threshold,
} from '../../src/problem/index.ts';
import { type SolverFor, type State, sample } from '../../src/sampling/index.ts';
import { float64 } from '../../src/space/index.ts';
import diffusers from '../goldens/diffusers.json' with { type: 'json' };
import peers from '../goldens/peers.json' with { type: 'json' };

type F = Float64Array;
type Golden = (typeof diffusers.runs)[number];
type Options = {
  readonly solver_order: 1 | 2 | 3;
  readonly solver_type?: 'bh1' | 'bh2';
  readonly lower_order_final?: boolean;
  readonly [name: string]: unknown;
};
const optionsOf = ({ options }: Golden) => options as unknown as Options;

/** Two samples of eight values. */
const space = float64([8]);
const start = Float64Array.from(peers.about.start);

/** The network of every run, whose time is its timestep / 1000. */
const network = (x: F, time: number): F =>
  x.map((v) => v * (0.3 + 0.7 * time) + 0.1 * (1 - time) * Math.sin(3 * v));

/** Draw k, element i: sin(12.9898 (i + 1) + 78.233 (k + 1)). */
const noise = (): NoiseSource<F> => ({
  over(_t, _s, step) {
    const normal = (): F =>
      Float64Array.from({ length: 16 }, (_, i) =>
        Math.sin(12.9898 * (i + 1) + 78.233 * (step + 1)),
      );
    return { normal, W: normal, H: normal, threePoint: normal, extra: normal };
  },
});

type Solver = SolverFor<F, ReverseDiffusion<F>>;

const solverOf = (golden: Golden): Solver => {
  const options = optionsOf(golden);
  const order = options.solver_order ?? 2;
  const lowerOrderFinal = options.lower_order_final ?? true;
  const solvers: Readonly<Record<string, () => Solver>> = {
    UniPCMultistepScheduler: () =>
      unipc({ order, b: options.solver_type === 'bh1' ? 'b1' : 'b2', lowerOrderFinal }),
    DEISMultistepScheduler: () => deis({ order, variable: 'log-rho', lowerOrderFinal }),
    PNDMScheduler: () => pndm({ warmUp: options.skip_prk_steps === true ? 'heun' : 'runge-kutta' }),
    DDIMScheduler: () => ddim(),
    DDPMScheduler: () => ddpm(),
    'dpmsolver++': () => (order === 1 ? dpmpp1() : dpmpp2m()),
    'sde-dpmsolver++': () => (order === 1 ? sdeDpmpp1() : sdeDpmpp2m()),
    dpmsolver: () => dpmSolver1(),
    'sde-dpmsolver': () => seeds1(),
  };
  const name = (options.algorithm_type as string | undefined) ?? golden.scheduler;
  const make = solvers[name];
  if (make === undefined) throw new Error(`no solver stands for ${name}`);
  return make();
};

/** The grid that its settings stand for. */
function gridFor(golden: Golden, schedule: Schedule): Grid {
  const options = optionsOf(golden);
  const { scheduler, steps } = golden;
  const isMultistep = scheduler.includes('Multistep');
  const endsAtLeast =
    options.final_sigmas_type === 'sigma_min' ||
    scheduler.startsWith('DEIS') ||
    (options.set_alpha_to_one ?? scheduler !== 'PNDMScheduler') === false;
  const finalSigma = endsAtLeast ? 'min' : 'zero';
  const offset = (options.steps_offset ?? 0) as number;
  const rule =
    options.use_karras_sigmas === true
      ? karras({ finalSigma })
      : options.timestep_spacing === 'trailing'
        ? trailing({ finalSigma })
        : isMultistep
          ? linspace({ dropLast: true, finalSigma })
          : leading({ offset, finalSigma });
  // where its last timestep is its end already, a step of no length is left out
  const isEmpty = !isMultistep && offset === 0 && endsAtLeast;
  return rule.over(schedule, isEmpty ? steps - 1 : steps);
}

function limitOf(golden: Golden): Limit | undefined {
  const options = optionsOf(golden);
  if (options.thresholding === true) {
    return threshold({
      percentile: options.dynamic_thresholding_ratio as number,
      max: options.sample_max_value as number,
    });
  }
  return options.clip_sample === true
    ? clip({ range: options.clip_sample_range as number })
    : undefined;
}

/** Timesteps that it shows its network at levels that lie between two, by our times. */
const shownAt = (golden: Golden, { times }: Grid): ReadonlyMap<number, number> =>
  new Map(
    golden.timesteps.filter((k, i, all) => k !== all[i - 1]).map((k, i) => [times[i] ?? 0, k]),
  );

/** PNDM's own last step to sigma = 0 is along the mean of the last noises predicted; ours is x0. */
const closesByMean = (golden: Golden): boolean =>
  golden.scheduler === 'PNDMScheduler' && optionsOf(golden).set_alpha_to_one === true;

const titled = diffusers.runs.map(
  (golden) => [JSON.stringify([golden.scheduler, golden.options]), golden] as const,
);

async function ours(golden: Golden, onStep?: (state: State<F>) => void): Promise<F> {
  const options = optionsOf(golden);
  const schedule = ddpmSchedule({ zeroTerminalSnr: options.rescale_betas_zero_snr === true });
  const grid = gridFor(golden, schedule);
  const shown = shownAt(golden, grid);
  const isKarras = options.use_karras_sigmas === true;
  const denoiser = denoiserOf({
    space,
    schedule,
    predicts: options.prediction_type === 'v_prediction' ? 'v' : 'eps',
    output: (x, t) => network(x, (isKarras ? (shown.get(t) ?? Number.NaN) : t * 1000 - 1) / 1000),
  });
  const limit = limitOf(golden);
  const { x } = await sample(reverse(limit === undefined ? denoiser : limit.on(denoiser)), {
    solver: solverOf(golden),
    grid,
    start,
    noise,
    ...(onStep && { onStep }),
  });
  return x;
}

function expectClose(x: F, expected: readonly number[]): void {
  const scale = Math.max(...expected.map(Math.abs));
  for (const [i, value] of expected.entries()) {
    expect(Math.abs((x[i] as number) - value) / scale).toBeLessThan(1e-9);
  }
}

// The file holds 13 digits, and ours differ by a few roundings a step, amplified at most by what |x| falls: see goldens.test.ts.
describe('runs of the schedulers of diffusers are reproduced to 1e-9', () => {
  test.for(titled.filter(([, golden]) => !closesByMean(golden)))('%s', async ([, golden]) => {
    expectClose(await ours(golden), golden.x);
  });

  test.for(titled.filter(([, golden]) => closesByMean(golden)))(
    '%s, with a last step along the mean',
    async ([, golden]) => {
      const states: { x: F; t: number }[] = [];
      await ours(golden, ({ x, t }) => void states.push({ x: x.slice(), t }));
      // the last of them is where x0 has been reached
      const [before, ...older] = states
        .slice(-5, -1)
        .reverse()
        .map(({ x, t }) => ({ x, t, eps: network(x, t - 1 / 1000) }));
      const mean = before?.eps.map((e, i) => {
        const [e1 = 0, e2 = 0, e3 = 0] = older.map(({ eps }) => eps[i] as number);
        return (55 * e - 59 * e1 + 37 * e2 - 9 * e3) / 24;
      });
      const [alpha, sigma] = [ddpmSchedule().alpha(0.001), ddpmSchedule().sigma(0.001)];
      const closed = before?.x.map((v, i) => (v - sigma * (mean?.[i] ?? Number.NaN)) / alpha);
      expectClose(closed ?? new Float64Array(), golden.x);
    },
  );
});
