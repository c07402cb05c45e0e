import { ddim, ddpm, dpmpp2m, heun, sra1 } from '../../solvers/index.ts';
import { type Certification, certify } from '../../src/certify/index.ts';
import { type Comparison, compare, type Pictures } from '../../src/compare/index.ts';
import { eightGaussiansSet } from '../../src/data/index.ts';
import { vp } from '../../src/problem/index.ts';

/** A small real comparison on the exact score. */
export async function made(): Promise<{ comparison: Comparison; pictures: Pictures }> {
  let clock = 0;
  const entrants = [ddpm(), ddpm({ variance: 'large' }), ddim(), dpmpp2m()].map((solver, i) => ({
    label: i === 1 ? 'ddpm(variance=large)' : solver.name,
    solver,
  }));
  return compare<Float64Array>(
    {
      data: { label: 'eight-gaussians', dataset: eightGaussiansSet() },
      schedule: { label: 'vp', schedule: vp() },
      entrants,
      steps: [3, 6, 12],
      samples: 300,
      seed: 1,
      exact: true,
    },
    {
      now: () => (clock += 7),
      backend: 'host',
      versions: { node: 'v20' },
      command: 'tfjs-sde compare',
    },
  );
}

/** The same results as a network's, so that a page with both scores can be looked at without training. */
export function withNetwork(given: Comparison): Comparison {
  const loss = Array.from({ length: 50 }, (_, i) => ({
    step: 20 * (i + 1),
    loss: 0.2 + 1 / (i + 2),
  }));
  return {
    ...given,
    network: {
      architecture: 'MLP 128-128-128',
      parameters: 35714,
      steps: 1000,
      batch: 512,
      seconds: 9,
      loss,
    },
    cells: [...given.cells.map((cell) => ({ ...cell, score: 'network' as const })), ...given.cells],
    front: {
      network: given.front.exact,
      exact: given.front.exact.map((i) => i + given.cells.length),
    },
    picks: [
      ...given.picks.map((pick) => ({ ...pick, score: 'network' as const })),
      ...given.picks.map((pick) => ({
        ...pick,
        best: pick.best + given.cells.length,
        tied: pick.tied.map((i) => i + given.cells.length),
        ...(pick.lead && {
          lead: {
            ...pick.lead,
            first: pick.lead.first + given.cells.length,
            next: pick.lead.next + given.cells.length,
          },
        }),
      })),
    ],
  };
}

/** Certificates of some solvers, one of which claims too much under a long name. */
export async function certification(): Promise<Certification> {
  const liar = { ...heun(), name: 'heun(an-option=0.123456789)', order: { ode: 3 } };
  const certificates = [];
  for (const solver of [heun(), ddim(), liar, sra1()])
    certificates.push(...(await certify(solver)));
  return { certificates, full: false, versions: { node: 'v20' }, command: 'tfjs-sde certify' };
}
