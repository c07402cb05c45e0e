import type { Grid } from '../grids/index.ts';
import { type Schedule, vp } from '../problem/index.ts';
import { type AnySolver, type Certificate, type ErrorAt, verdictOf } from './certificate.ts';
import { doublings } from './doublings.ts';
import { evenLogSnr } from './evenLogSnr.ts';
import { lawErrors } from './gaussianLaw.ts';
import { orderOfExpansion } from './observedOrder.ts';

/** Where a law is followed, and with how many steps. */
export interface LawOptions {
  /** vp unless told otherwise. */
  readonly schedule?: Schedule;
  /** Lays so many steps; equal ones of logSnr unless told otherwise. */
  readonly grid?: (steps: number) => Grid;
  /** What the grid is called, if it is given. */
  readonly on?: string;
  readonly from?: number;
  readonly to?: number;
  /** Fewest steps, and how often they double. */
  readonly steps?: number;
  readonly doublings?: number;
  /** Ends it early; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

/** The name of the problem. */
export function lawOf({ name }: Schedule, on?: string): string {
  const where = [...(name === 'vp' ? [] : [name]), ...(on === undefined ? [] : [on])];
  return ['mean and variance of Gaussian data', ...where].join(', ');
}

/** Errors of some moments after runs of so many steps. */
export interface MomentErrors {
  readonly steps: number;
  readonly moments: readonly number[];
}

/** The certificate of a weak order by exact errors of moments, the slowest of which decides. */
export function weakCertificate(
  solver: AnySolver,
  declared: number,
  problem: string,
  found: readonly MomentErrors[],
): Certificate {
  const count = found[0]?.moments.length ?? 0;
  const orders = Array.from({ length: count }, (_, moment) => {
    const errors = found.map(
      ({ steps, moments }): ErrorAt => ({
        steps,
        error: moments[moment] as number,
      }),
    );
    return { errors, order: orderOfExpansion(errors) };
  });
  const [{ errors, order }] = orders.sort((a, b) => a.order.interval[0] - b.order.interval[0]) as [
    (typeof orders)[0],
  ];
  return {
    solver: solver.name,
    claim: 'weak order',
    problem,
    declared,
    ...order,
    verdict: verdictOf('weak order', declared, order),
    errors,
  };
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
  {
    schedule = vp(),
    from = 0.9,
    to = 0.05,
    steps = 32,
    doublings: count = 4,
    grid = (own) => evenLogSnr(schedule, from, to, own),
    on,
    signal,
  }: LawOptions = {},
): Promise<Certificate> {
  const found: MomentErrors[] = [];
  for (const own of doublings(steps, count)) {
    const moments = await lawErrors(solver, grid(own), { schedule, signal });
    found.push({ steps: own, moments });
  }
  return weakCertificate(solver, declared, lawOf(schedule, on), found);
}
