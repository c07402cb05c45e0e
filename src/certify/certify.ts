import { ve, vp } from '../problem/index.ts';
import type { AnySolver, Certificate } from './certificate.ts';
import { embedded } from './embedded.ts';
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
  /** Ends it between two steps; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

/** The certificates of {@link certify}, each as soon as it is there. */
export async function* certificatesOf(
  solver: AnySolver,
  { full = false, signal }: CertifyOptions = {},
): AsyncGenerator<Certificate, void, undefined> {
  const { order, bias, tableau } = solver;
  const sized = <T>(more: T) => ({ ...(full ? more : {}), signal });
  if (tableau !== undefined) yield meetsConditions(solver, tableau);
  if (order.strong !== undefined) {
    yield await strongOrder(solver, order.strong, sized({ paths: 2000, doublings: 5 }));
  }
  const lower = embedded(solver);
  if (lower !== undefined) yield* certificatesOf(lower, { full, signal });
  if (order.weak !== undefined) {
    yield await weakOrder(solver, order.weak, sized({ doublings: 5 }));
    if (solver.solves === 'ito-sde') {
      yield weakOrderOfGrowth(solver, order.weak);
      yield localWeakOrder(solver, order.weak);
    }
  }
  if (order.ode !== undefined) yield await flowOrder(solver, order.ode, sized({ doublings: 4 }));
  if (bias !== undefined) {
    const size = sized({ doublings: 3 });
    for (const schedule of [vp(), ve()]) {
      yield await keepsMarginals(solver, bias, { schedule, ...size });
    }
    yield await attainsBias(solver, bias, size);
  }
}

/**
 * Certificates of everything that a solver says of itself: its orders, the law it keeps, its tableau. Noise that depends on the
 * state is tried where it solves that.
 */
export async function certify(
  solver: AnySolver,
  options: CertifyOptions = {},
): Promise<readonly Certificate[]> {
  const certificates: Certificate[] = [];
  for await (const own of certificatesOf(solver, options)) certificates.push(own);
  return certificates;
}
