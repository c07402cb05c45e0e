import { mlp, networkDenoiser } from '../../models/index.ts';
import {
  ddim,
  eulerMaruyama,
  heun,
  iddpm,
  milstein,
  type OdeSolver,
  sra1,
  sriw1,
} from '../../solvers/index.ts';
import type {
  AdditiveSde,
  ItoSde,
  Ode,
  PredictionWithVariance,
  ReverseDiffusion,
  Scalar,
} from '../../src/problem/index.ts';
import { reverse, vp } from '../../src/problem/index.ts';
import { sample, solve } from '../../src/sampling/index.ts';

// Checked by `npm run typecheck`: an expected error that does not occur is itself an error.
type F = Float64Array;
declare const diffusion: ReverseDiffusion<F>;
declare const uncertain: ReverseDiffusion<F, PredictionWithVariance<F>>;
declare const maybe: boolean;
declare const gbm: ItoSde<F>;
declare const ornsteinUhlenbeck: AdditiveSde<F>;
declare const kubo: ItoSde<F> & { readonly diffusion: Scalar<F> };
declare const decay: Ode<F>;
declare const start: F;
const over = [0, 1] as const;

// A reverse diffusion offers everything, so every solver runs on it.
sample(diffusion, { solver: ddim() });
sample(diffusion, { solver: heun() });
sample(diffusion, { solver: milstein() });
sample(diffusion, { solver: sra1() });
sample(diffusion, { solver: sriw1(), steps: 5 });
solve(diffusion, { solver: eulerMaruyama(), start, over });

solve(gbm, { solver: milstein(), start, over });
solve(ornsteinUhlenbeck, { solver: milstein(), start, over });
solve(kubo, { solver: milstein(), start, over });
solve(kubo, { solver: sriw1(), start, over });
solve(ornsteinUhlenbeck, { solver: sra1(), start, over });
solve(decay, { solver: heun(), start, over });
heun() satisfies OdeSolver;

// A variance that was learned opens one solver more, and closes none.
sample(uncertain, { solver: iddpm() });
sample(uncertain, { solver: ddim() });
sample(uncertain, { solver: heun() });
sample(reverse(networkDenoiser(mlp({ shape: [2], learnsVariance: true }), vp())), {
  solver: iddpm(),
});

// @ts-expect-error IDDPM needs a variance
sample(diffusion, { solver: iddpm() });

// @ts-expect-error a network says no variance unless it is made so
sample(reverse(networkDenoiser(mlp({ shape: [2] }), vp())), { solver: iddpm() });

const undecided = networkDenoiser(mlp({ shape: [2], learnsVariance: maybe }), vp());
// @ts-expect-error nor does one that only may
sample(reverse(undecided), { solver: iddpm() });

// @ts-expect-error SRA1 needs additive noise
solve(gbm, { solver: sra1(), start, over });

// @ts-expect-error nor does SRA1 solve scalar noise that depends on the state
solve(kubo, { solver: sra1(), start, over });

// @ts-expect-error an ODE has no noise for Milstein
solve(decay, { solver: milstein(), start, over });

// @ts-expect-error Heun would drop the noise
solve(gbm, { solver: heun(), start, over });

// @ts-expect-error DDIM needs a diffusion and its schedule
solve(ornsteinUhlenbeck, { solver: ddim(), start, over });

// @ts-expect-error only a reverse diffusion starts from noise
sample(ornsteinUhlenbeck, { solver: milstein() });

// @ts-expect-error a solver is not its name
sample(diffusion, { solver: 'ddim' });

// Results are on the problem's own space.
(await sample(diffusion, { solver: ddim() })).x satisfies F;
(await solve(gbm, { solver: milstein(), start, over })).x satisfies F;
