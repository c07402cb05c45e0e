import {
  ddim,
  eulerMaruyama,
  heun,
  milstein,
  type OdeSolver,
  sra1,
  sriw1,
} from '../../solvers/index.ts';
import type { AdditiveSde, ItoSde, Ode, ReverseDiffusion } from '../../src/problem/index.ts';
import { sample, solve } from '../../src/sampling/index.ts';

// Checked by `npm run typecheck`: an expected error that does not occur is itself an error.
type F = Float64Array;
declare const diffusion: ReverseDiffusion<F>;
declare const gbm: ItoSde<F>;
declare const ornsteinUhlenbeck: AdditiveSde<F>;
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
solve(ornsteinUhlenbeck, { solver: sra1(), start, over });
solve(decay, { solver: heun(), start, over });
heun() satisfies OdeSolver;

// @ts-expect-error SRA1 needs additive noise
solve(gbm, { solver: sra1(), start, over });

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
