import { vp } from '../problem/index.ts';
import { type AnySolver, type Certificate, verdictOf } from './certificate.ts';
import { doublings } from './doublings.ts';
import { evenLogSnr } from './evenLogSnr.ts';
import { lawErrors } from './gaussianLaw.ts';
import { orderOfExpansion } from './observedOrder.ts';

/** Where a law is followed, and with how many steps. */
export interface LawOptions {
  readonly from?: number;
  readonly to?: number;
  /** Fewest steps, and how often they double. */
  readonly steps?: number;
  readonly doublings?: number;
}

/**
 * The weak order of a solver on the reverse SDE of Gaussian data, on even steps of logSnr: how fast mean and variance become
 * right, the slower of the two. Both are exact, without Monte Carlo: see {@link affineMap}.
 *
 * @param declared the order it is held to
 */
export async function weakOrder(
  solver: AnySolver,
  declared: number,
  { from = 0.9, to = 0.05, steps = 32, doublings: count = 4 }: LawOptions = {},
): Promise<Certificate> {
  const schedule = vp();
  const found: { readonly steps: number; readonly law: readonly [number, number] }[] = [];
  for (const own of doublings(steps, count)) {
    found.push({ steps: own, law: await lawErrors(solver, evenLogSnr(schedule, from, to, own)) });
  }
  const orders = ([0, 1] as const).map((moment) => {
    const errors = found.map(({ steps: own, law }) => ({ steps: own, error: law[moment] }));
    return { errors, order: orderOfExpansion(errors) };
  });
  const [{ errors, order }] = orders.sort((a, b) => a.order.interval[0] - b.order.interval[0]) as [
    (typeof orders)[0],
  ];
  return {
    solver: solver.name,
    claim: 'weak order',
    problem: 'mean and variance of Gaussian data',
    declared,
    ...order,
    verdict: verdictOf('weak order', declared, order),
    errors,
  };
}
