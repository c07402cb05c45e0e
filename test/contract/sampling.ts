import * as solvers from '../../solvers/index.ts';
import { withShare } from '../../src/certify/withShare.ts';
import { keyOf } from '../../src/noise/index.ts';
import {
  type ExactProblem,
  eightGaussians,
  gaussian,
  mixtureOf,
  reverse,
  vp,
} from '../../src/problem/index.ts';
import { sample } from '../../src/sampling/index.ts';
import { tensors } from '../../src/space/index.ts';
import { type Check, requireNear, waves } from './check.ts';

const schedule = vp();
/** A variance for the solvers that need one; the others do not look at it. */
const share = (t: number): number => 0.2 + 0.5 * t;
const host = reverse(withShare(eightGaussians().denoiser(schedule), share));

const problems: readonly (readonly [string, ExactProblem, readonly number[]])[] = [
  ['eight Gaussians', eightGaussians(), [2]],
  ['a Gaussian in 16 dimensions', gaussian({ mean: [...waves([16])], sd: 0.5 }), [4, 4, 1]],
  ['smoothed images', mixtureOf(waves([5, 16]), { dimension: 16, sd: 0.3 }), [4, 4, 1]],
];

const denoisers: readonly Check[] = problems.map(([name, problem, shape]) => ({
  name: `exact denoiser: that of ${name} and its pullback are those of Float64Array`,
  run: async () => {
    const space = tensors(shape);
    const [own, exact] = [problem.denoiser(schedule, space), problem.denoiser(schedule)];
    for (const t of [0.05, 0.3, 0.9]) {
      const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
      const x = problem
        .draw(keyOf(4), { first: 0, count: 3 })
        .map((v, i) => Math.fround(alpha * v + sigma * Math.cos(7 * i)));
      const made = space.scope(() => {
        const at = space.fill(3, (out) => out.set(x));
        return { x0: own.predict(at, t).x0, pulled: own.pullback(at, t, at) };
      });
      const [x0, pulled] = [await space.read(made.x0), await space.read(made.pulled)];
      made.x0.dispose();
      made.pulled.dispose();
      // logits are sums of 2 or 16 products over 2 v, v the variance of a component, at most 60 in size, each rounded about 20 times;
      // a softmax turns their absolute errors into relative ones, of values up to 4 and slopes up to 4 / sqrt v
      const v = (0.1 * alpha) ** 2 + sigma ** 2;
      const tolerance = (4 * 20 * 60 * 2 ** -24) / Math.sqrt(v);
      requireNear(`x0 at t = ${t}`, x0, exact.predict(x, t).x0, tolerance);
      requireNear(`pullback at t = ${t}`, pulled, exact.pullback(x, t, x), 4 * tolerance);
    }
    own.dispose();
  },
}));

const draws: readonly Check[] = Object.values(solvers).map((make) => {
  const solver = make();
  return {
    name: `sampling: ${solver.name} agrees with Float64Array to float32 rounding`,
    run: async () => {
      const space = tensors([2]);
      const denoiser = withShare(eightGaussians().denoiser(schedule, space), share);
      const options = { solver, steps: 8, samples: 40, seed: 'agree' };
      const drawn = await sample(reverse(denoiser), options);
      const values = await space.read(drawn.x);
      drawn.x.dispose();
      denoiser.dispose();
      const expected = (await sample(host, options)).x;
      // Every step rounds about ten times at 2^-24 of values up to 10 (g^2 dt of the first steps), and the flow's largest
      // expansion is that of a path near the border of two Gaussians; medians are free of those few paths.
      const errors = expected.map((v, i) => Math.abs((values[i] ?? Number.NaN) - v)).sort();
      const median = errors[errors.length >> 1] ?? Number.NaN;
      requireNear('median error', [median], [0], 8 * 10 * 10 * 2 ** -24);
    },
  };
});

/** Exact problems and every solver give on tensors what they give on Float64Array. */
export const sampling: readonly Check[] = [...denoisers, ...draws];
