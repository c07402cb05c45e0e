import { ve, vp } from '../problem/index.ts';
import type { AnySolver, Certificate } from './certificate.ts';
import { flowOrder } from './flowOrder.ts';
import { attainsBias, keepsMarginals } from './marginals.ts';
import { strongOrder } from './strongOrder.ts';
import { meetsConditions } from './tableau.ts';
import { weakOrder } from './weakOrder.ts';
import { localWeakOrder, weakOrderOfGrowth } from './weakOrderOfNoise.ts';

/** How much of a certificate is measured. */
export interface CertifyOptions {
  /** More paths and more steps: minutes for all solvers in place of seconds. */
  readonly full?: boolean;
}

/**
 * Certificates of everything that a solver says of itself: its orders, the law it keeps, its tableau. Noise that depends on the
 * state is tried where it solves that.
 */
export async function certify(
  solver: AnySolver,
  { full = false }: CertifyOptions = {},
): Promise<readonly Certificate[]> {
  const { order, bias, tableau } = solver;
  const certificates: Certificate[] = [];
  if (tableau !== undefined) certificates.push(meetsConditions(solver, tableau));
  if (order.strong !== undefined) {
    const size = full ? { paths: 2000, doublings: 5 } : {};
    certificates.push(await strongOrder(solver, order.strong, size));
  }
  if (order.weak !== undefined) {
    certificates.push(await weakOrder(solver, order.weak, full ? { doublings: 5 } : {}));
    if (solver.solves === 'ito-sde') {
      certificates.push(weakOrderOfGrowth(solver, order.weak));
      certificates.push(localWeakOrder(solver, order.weak));
    }
  }
  if (order.ode !== undefined) {
    certificates.push(await flowOrder(solver, order.ode, full ? { doublings: 4 } : {}));
  }
  if (bias !== undefined) {
    const size = full ? { doublings: 3 } : {};
    for (const schedule of [vp(), ve()]) {
      certificates.push(await keepsMarginals(solver, bias, { schedule, ...size }));
    }
    certificates.push(await attainsBias(solver, bias, size));
  }
  return certificates;
}
