import type { LearnedVarianceSolver } from '../../solvers/index.ts';
import { knownSolvers } from './known.ts';
import { parseSpecifications } from './specification.ts';

/**
 * The settings besides the defaults under which solvers are certified: every option of every solver with values that change its
 * formula or what it promises. An option that is not here fails a test.
 */
const settings: readonly string[] = [
  'annealed-langevin(size=1,repeats=1), annealed-langevin(size=1,repeats=2)',
  'ddim(eta=0.5), ddim(eta=1)',
  'ddpm(variance=large)',
  'deis(order=1), deis(order=2), deis(lowerOrderFinal=true)',
  'deis(order=1,variable=log-rho), deis(order=2,variable=log-rho), deis(variable=log-rho)',
  'dpm-solver-2(r=0.3), dpm-solver-2(r=1)',
  'dpm-solver-3(r1=0.9), dpm-solver-3(r2=1), dpm-solver-3(r1=0.2,r2=0.5)',
  'dpmpp-2s(r=0.3), dpmpp-2s(r=1)',
  'dri1(increments=three-point)',
  'edm(churn=5), edm(churn=10,sMin=0.5,sMax=5), edm(churn=10,noise=1.003), edm(churn=1,noise=1.2)',
  'ipndm(order=1), ipndm(order=2), ipndm(order=3)',
  'pndm(warmUp=heun)',
  'predictor-corrector(snr=0.5), predictor-corrector(snr=0.5,corrections=2)',
  'unip(order=1), unip(b=b1), unip(order=3), unip(order=3,b=b1)',
  'unipc(order=1), unipc(order=1,b=b1), unipc(b=b1), unipc(order=3), unipc(order=3,b=b1)',
  'unipc(lowerOrderFinal=true), unipc(order=3,lowerOrderFinal=true)',
];

/** The solvers under {@link settings}. */
const variants = parseSpecifications(settings.join(), 'solver').map(knownSolvers.make);

/** Everything that is certified: each solver with its defaults, then under its other settings; the names hold what is set. */
export const certifiedSolvers: readonly LearnedVarianceSolver[] = knownSolvers.defaults.flatMap(
  (usual) =>
    [usual, ...variants.filter(({ name }) => name === usual.name)].map((solver) => ({
      ...solver,
      name: knownSolvers.label(solver),
    })),
);
