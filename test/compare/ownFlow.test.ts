import { describe, expect, test } from 'vitest';
import { ddim, ddpm as ddpmSolver, dpmpp2m } from '../../solvers/index.ts';
import { type Contest, compare } from '../../src/compare/index.ts';
import { ownFlow, ownFlowEnd } from '../../src/compare/ownFlow.ts';
import { rms } from '../../src/compare/reference.ts';
import { gaussianSet } from '../../src/data/index.ts';
import { fillNormal, keyOf } from '../../src/noise/index.ts';
import {
  type Denoiser,
  ddpm,
  eightGaussians,
  gaussian,
  type Schedule,
  vp,
} from '../../src/problem/index.ts';

const [mean, sd] = [[0.7, -0.4], 0.3];
const law = gaussian({ mean, sd });
const start = new Float64Array(40);
fillNormal(start, 2, keyOf('start'), 0);

/** The flow of a Gaussian in closed form: y - m grows as sqrt(sd^2 + k^2), k = sigma / alpha; then x0. */
function closedForm({ range, alpha, sigma }: Schedule): Float64Array {
  const [first, last] = range.sample;
  const [from, to] = [sigma(first) / alpha(first), sigma(last) / alpha(last)];
  const shrink = Math.hypot(sd, to) / Math.hypot(sd, from);
  return start.map((x, i) => {
    const m = mean[i % 2] as number;
    return m + (sd ** 2 / (sd ** 2 + to ** 2)) * shrink * (x / alpha(first) - m);
  });
}

describe("a network's own flow", () => {
  const schedule = vp();
  const denoiser = law.denoiser(schedule);
  const endWith = (calls: number) => ownFlowEnd(denoiser, { start, t: 1, calls });

  test('ends where the flow of a Gaussian ends, to order five in the steps', async () => {
    const truth = closedForm(schedule);
    const [few, many] = [rms(await endWith(141), truth, 2), rms(await endWith(281), truth, 2)];
    // 20 and 40 steps: 32 times nearer at order 5, 16 at order 4
    expect(Math.log2(few / many)).toBeGreaterThan(4.5);
    expect(many).toBeLessThan(1e-6);
  });

  test('takes no more calls than it is given, the closing one included', async () => {
    for (const calls of [8, 49, 50, 281]) {
      let count = 0;
      const counting: Denoiser<Float64Array> = {
        ...denoiser,
        predict: (x, t) => {
          count++;
          return denoiser.predict(x, t);
        },
      };
      await ownFlowEnd(counting, { start, t: 1, calls });
      expect(count).toBeLessThanOrEqual(calls);
      expect(count).toBeGreaterThan(calls - 7);
    }
  });

  test('from pure noise on it begins with a step to where something is left of the data', async () => {
    const noisy = ddpm({ zeroTerminalSnr: true });
    const end = await ownFlowEnd(law.denoiser(noisy), { start, t: 1, calls: 700 });
    const to = noisy.sigma(noisy.range.sample[1]) / noisy.alpha(noisy.range.sample[1]);
    // from infinite noise y - m has shrunk to sd x; the first level is 2^-12, so that is right to its square
    const truth = start.map((x, i) => {
      const m = mean[i % 2] as number;
      return m + (sd ** 2 / (sd ** 2 + to ** 2)) * Math.hypot(sd, to) * x;
    });
    expect(rms(end, truth, 2)).toBeLessThan(1e-4);
  });

  test('is followed once for a time, and says how far its ends are known', async () => {
    const ends = ownFlow(denoiser, 281);
    const found = await ends(start, 1);
    expect(await ends(start, 1)).toBe(found);
    expect(found.moved).toBeCloseTo(rms(found.end, await endWith(141), 2), 12);
  });
});

describe('a comparison on a network', () => {
  const exact = eightGaussians();
  const schedule = vp();
  const dataset = { ...gaussianSet(), dimension: 2, shape: [2], draw: exact.draw, exact };
  const facts = { architecture: 'none', parameters: 0, loss: [] };
  const contest: Contest<Float64Array> = {
    data: { label: 'eight', dataset },
    schedule: { label: 'vp', schedule },
    entrants: [ddim(), dpmpp2m(), ddpmSolver()].map((solver) => ({ label: solver.name, solver })),
    steps: [10, 40],
    samples: 64,
    seed: 1,
    exact: false,
    network: { denoiser: exact.denoiser(schedule), facts },
  };
  const world = { now: () => 0, backend: 'none', versions: {}, command: '' };

  test('holds deterministic solvers against the end of its own flow where that is asked for, and all against a law that is known', async () => {
    const { comparison } = await compare({ ...contest, flowCalls: 400 }, world);
    for (const { isStochastic, flowDistance, lawDistance } of comparison.cells) {
      expect(flowDistance === undefined).toBe(isStochastic);
      expect(lawDistance?.value).toBeGreaterThan(0);
    }
    const of = (solver: string, steps: number): number =>
      comparison.cells.find((cell) => cell.solver === solver && cell.steps === steps)
        ?.flowDistance ?? 0;
    // order 2: a sixteenth at four times the steps
    expect(of('dpmpp-2m', 40)).toBeLessThan(of('dpmpp-2m', 10) / 10);
    expect(of('dpmpp-2m', 40)).toBeLessThan(of('ddim', 40) / 5);
    expect(comparison.flows?.calls).toBe(400);
    expect(comparison.flows?.network).toBeLessThan(of('dpmpp-2m', 40) / 10);
    expect(comparison.networkErrors?.map(({ eps }) => eps.value)).toEqual(new Array(24).fill(0));
  });

  test('follows no flow unless asked, and knows no error where the law is not known', async () => {
    const { exact: _, ...unknown } = dataset;
    const { comparison } = await compare(
      { ...contest, data: { label: 'unknown', dataset: unknown } },
      world,
    );
    expect([comparison.flows, comparison.networkErrors]).toEqual([undefined, undefined]);
    for (const cell of comparison.cells) {
      expect([cell.flowDistance, cell.lawDistance]).toEqual([undefined, undefined]);
    }
  });
});
