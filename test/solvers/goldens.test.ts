import { describe, expect, test } from 'vitest';
import {
  ddim,
  ddpm,
  dpmpp2m,
  eulerHeun,
  eulerMaruyama,
  heun,
  milstein,
  rkmil,
  sdeDpmpp2m,
  shark,
} from '../../solvers/index.ts';
import { gridOf, karras } from '../../src/grids/index.ts';
import type { NoiseSource } from '../../src/noise/index.ts';
import {
  type AdditiveSde,
  ddpm as ddpmSchedule,
  denoiserOf,
  edm,
  type ItoSde,
  reverse,
} from '../../src/problem/index.ts';
import { type SolverFor, sample, solve } from '../../src/sampling/index.ts';
import { float64 } from '../../src/space/index.ts';
import peers from '../goldens/peers.json' with { type: 'json' };

// Tolerances: the files hold 13 digits, and ours differ by a few roundings per step: 1e-9 relative leaves
// three digits of room after the largest amplification seen, |x| falling from 2 to 0.05.
const space = float64([16]);
const start = Float64Array.from(peers.about.start);

/** The network of every case: e(x, t) = x (.3 + .7 t) + .1 (1 - t) sin(3 x). */
const network = (x: Float64Array, t: number): Float64Array =>
  x.map((v) => v * (0.3 + 0.7 * t) + 0.1 * (1 - t) * Math.sin(3 * v));

/** Draw k, element i: sin(12.9898 (i + 1) + 78.233 (k + 1)). */
const noise = (): NoiseSource<Float64Array> => ({
  over(_t, _s, step) {
    const normal = (): Float64Array =>
      Float64Array.from({ length: 16 }, (_, i) =>
        Math.sin(12.9898 * (i + 1) + 78.233 * (step + 1)),
      );
    return { normal, W: normal, H: normal, threePoint: normal, extra: normal };
  },
});

function expectClose(actual: Float64Array, expected: readonly number[]): void {
  const scale = Math.max(...expected.map(Math.abs));
  for (const [i, value] of expected.entries()) {
    expect(Math.abs((actual[i] as number) - value) / scale).toBeLessThan(1e-9);
  }
}

const solverOf = (name: string, options: Record<string, unknown>, eta = 0) => {
  if (name === 'DDPMScheduler') {
    return ddpm({ variance: options.variance_type === 'fixed_large' ? 'large' : 'small' });
  }
  if (name === 'DDIMScheduler') return ddim({ eta });
  if (options.algorithm_type === 'sde-dpmsolver++') return sdeDpmpp2m();
  return options.solver_order === 2 ? dpmpp2m() : ddim();
};

describe('schedulers of diffusers are reproduced', () => {
  const discrete = peers.schedulers.filter(
    ({ scheduler }) => scheduler !== 'HeunDiscreteScheduler',
  );
  test.for(
    discrete.map((golden) => [JSON.stringify([golden.scheduler, golden.options]), golden] as const),
  )('%s', async ([, golden]) => {
    const betas = golden.schedule === 'linear' ? 'linear' : 'scaled-linear';
    const schedule = ddpmSchedule({ betas });
    // its timestep k has k + 1 betas behind it; its network is fed k / 1000
    const { timesteps } = peers.grids[golden.grid as 'g0'];
    const denoiser = denoiserOf({
      space,
      schedule,
      predicts: 'eps',
      output: (x, t) => network(x, t - 1 / 1000),
    });
    const eta = 'step_options' in golden ? golden.step_options?.eta : undefined;
    const { x } = await sample(reverse(denoiser), {
      solver: solverOf(golden.scheduler, golden.options, eta),
      grid: gridOf([...timesteps.map((k) => (k + 1) / 1000), 0]),
      start,
      noise,
    });
    expectClose(x, golden.x);
  });

  test('Karras sigmas are those of the karras grid on edm', () => {
    const { sigmas } = peers.grids.g45;
    const distinct = sigmas.filter((sigma, i) => sigma !== sigmas[i - 1]);
    const [sigmaMax = 0, sigmaMin = 0] = [distinct[0], distinct.at(-2)];
    const { times } = karras().over(edm({ sigmaMin, sigmaMax }), distinct.length - 1);
    expectClose(times, distinct);
    for (const [i, sigma] of distinct.slice(0, -1).entries()) {
      expect(Math.abs((times[i] as number) / sigma - 1)).toBeLessThan(1e-9);
    }
  });

  test('HeunDiscrete is Heun in sigma', async () => {
    const golden = peers.schedulers.find(({ scheduler }) => scheduler === 'HeunDiscreteScheduler');
    const { sigmas, timesteps } = peers.grids.g45;
    const times = new Map(sigmas.map((sigma, i) => [sigma, (timesteps[i] ?? 0) / 1000]));
    const denoiser = denoiserOf({
      space,
      schedule: edm(),
      predicts: 'eps',
      output: (x, sigma) =>
        network(
          x.map((v) => v / Math.hypot(1, sigma)),
          times.get(sigma) ?? Number.NaN,
        ),
    });
    const { x } = await sample(reverse(denoiser), {
      solver: heun(),
      grid: gridOf(sigmas.filter((sigma, i) => sigma !== sigmas[i - 1])),
      start: start.map((v) => v * (golden?.init_sigma ?? Number.NaN)),
    });
    expectClose(x, golden?.x ?? []);
  });
});

describe('SDE solvers of diffrax are reproduced', () => {
  const { W, H, h, problems } = peers.sde;
  const line = float64([1]);
  const path: NoiseSource<Float64Array> = {
    over: (_t, _s, step) => ({
      W: () => Float64Array.of(W[step] as number),
      H: () => Float64Array.of(H[step] as number),
      normal: () => Float64Array.of((W[step] as number) / Math.sqrt(h)),
      threePoint: () => Float64Array.of(W[step] as number),
      extra: () => Float64Array.of(0),
    }),
  };
  const gbm: ItoSde<Float64Array> = {
    space: line,
    drift: (x) => line.combine([0.5, x]),
    diffusion: {
      kind: 'diagonal',
      at: (x) => line.combine([0.8, x]),
      correction: (x) => line.combine([0.64, x]),
    },
  };
  const additive: AdditiveSde<Float64Array> = {
    space: line,
    drift: (x) => x.map(Math.sin),
    diffusion: { kind: 'additive', at: (t) => 0.5 * (1 + t) },
  };
  const reproduces = async <P extends ItoSde<Float64Array>>(
    solver: SolverFor<Float64Array, P>,
    problem: P,
    x0: number,
    expected: readonly number[],
  ): Promise<void> => {
    const seen: number[] = [];
    await solve(problem, {
      solver,
      start: Float64Array.of(x0),
      over: [0, 1],
      steps: W.length,
      noise: path,
      onStep: ({ x }) => void seen.push(x[0] as number),
    });
    for (const [i, value] of expected.entries()) {
      expect(Math.abs((seen[i] as number) / value - 1)).toBeLessThan(1e-12);
    }
  };
  const { gbm: growth, additive: added } = problems;
  // where g is linear in x, Euler-Heun is Milstein's method
  test.for([
    ['Euler', eulerMaruyama()],
    ['ItoMilstein', milstein()],
    ['ItoMilstein', eulerHeun()],
  ] as const)('gbm, %s', ([peer, solver]) =>
    reproduces(solver, gbm, growth.x0, growth.solvers[peer]),
  );
  test.for([
    ['Euler', eulerMaruyama()],
    ['ItoMilstein', milstein()],
    ['ItoMilstein', rkmil()],
    ['ShARK', shark()],
  ] as const)('additive, %s', ([peer, solver]) =>
    reproduces(solver, additive, added.x0, added.solvers[peer]),
  );
});
