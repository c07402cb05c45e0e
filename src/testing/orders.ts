import {
  type AnySolver,
  type Certificate,
  type FlowOptions,
  flowOrder,
  keepsMarginals as keepsLaw,
  type LawOptions,
  requireHeld,
  type StrongOptions,
  strongOrder,
  weakOrder,
} from '../certify/index.ts';
import { InputError, requireInteger, requirePositive } from '../errors/index.ts';

/** @throws InputError if nothing was declared or given, or it is not above 0 */
function requireDeclared(check: string, solver: AnySolver, declared?: number): number {
  if (declared === undefined) {
    throw new InputError(
      `${check}: ${solver.name} declares nothing of the kind; give what it is held to: ${check}(solver, 1)`,
    );
  }
  requirePositive(`${check}: what ${solver.name} is held to`, declared);
  return declared;
}

/** @throws InputError unless there are steps, and doublings enough to tell */
function requireCounts(
  check: string,
  { steps = 1, doublings }: { readonly steps?: number; readonly doublings?: number },
  fewest: number,
): void {
  requireInteger(`${check}: steps`, steps);
  requireInteger(`${check}: doublings`, doublings ?? fewest, fewest);
}

/**
 * That a solver has a strong order: along Brownian paths that all numbers of steps share, its mean distance from the exact solution
 * falls as fast as that.
 *
 * @param order the one that it declares, unless given
 * @returns what was seen; the interval has confidence 0.999
 * @throws NotCertifiedError if the interval does not lie nearer to the order than to the one half an order below
 * @throws InputError if the solver declares none and none is given, or for counts that cannot tell
 */
export async function hasStrongOrder(
  solver: AnySolver,
  order: number | undefined = solver.order.strong,
  options: StrongOptions = {},
): Promise<Certificate> {
  const declared = requireDeclared('hasStrongOrder', solver, order);
  requireCounts('hasStrongOrder', options, 3);
  requireInteger('hasStrongOrder: paths / 20', (options.paths ?? 20) / 20);
  return requireHeld(await strongOrder(solver, declared, options));
}

/**
 * That a solver has a weak order on the reverse SDE of Gaussian data: mean and variance become right as fast as that. Both are
 * followed exactly, without chance.
 *
 * @param order the one that it declares, unless given
 * @throws NotCertifiedError if the interval does not lie nearer to the order than to the one below
 * @throws InputError if the solver declares none and none is given, or for counts that cannot tell
 */
export async function hasWeakOrder(
  solver: AnySolver,
  order: number | undefined = solver.order.weak,
  options: LawOptions = {},
): Promise<Certificate> {
  const declared = requireDeclared('hasWeakOrder', solver, order);
  requireCounts('hasWeakOrder', options, 3);
  return requireHeld(await weakOrder(solver, declared, options));
}

/**
 * That a deterministic solver has an order on the probability flow: its distance from the end of the flow falls as fast as that.
 *
 * @param order the one that it declares, unless given
 * @throws NotCertifiedError if the interval does not lie nearer to the order than to the one below
 * @throws InputError if the solver declares none and none is given, or for counts that cannot tell
 */
export async function hasOdeOrder(
  solver: AnySolver,
  order: number | undefined = solver.order.ode,
  options: FlowOptions = {},
): Promise<Certificate> {
  const declared = requireDeclared('hasOdeOrder', solver, order);
  requireCounts('hasOdeOrder', options, 3);
  return requireHeld(await flowOrder(solver, declared, options));
}

/**
 * That a solver keeps the marginals of the diffusion of Gaussian data, for methods without an order: the relative errors of mean and
 * variance, as the steps become ever more, stay below the bias that its steps of fixed size leave.
 *
 * @param bias the one that it declares, unless given
 * @throws NotCertifiedError if a moment is further off
 * @throws InputError if the solver declares none and none is given, or for counts that cannot tell
 */
export async function keepsMarginals(
  solver: AnySolver,
  bias: number | undefined = solver.bias,
  options: LawOptions = {},
): Promise<Certificate> {
  const declared = requireDeclared('keepsMarginals', solver, bias);
  requireCounts('keepsMarginals', options, 2);
  return requireHeld(await keepsLaw(solver, declared, options));
}
