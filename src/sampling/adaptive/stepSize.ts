import { requireInRange, requirePositive } from '../../errors/index.ts';

/** How the next step follows from errors; everything has a default. */
export interface StepSizeOptions {
  /** Gains: of the change of the error, of the error, and of the change of its change; 0, 1 and 0 by default. */
  readonly proportional?: number | undefined;
  readonly integral?: number | undefined;
  readonly derivative?: number | undefined;
  /** What a step is taken shorter than it could be, in (0, 1]; 0.9 by default. */
  readonly safety?: number | undefined;
  /** A step is at least and at most so many times the last. */
  readonly slowest?: number | undefined;
  readonly fastest?: number | undefined;
}

/** The factor from one step to the next, given errors in units of the tolerance, the latest first. */
export type StepSize = (errors: readonly [latest: number, ...before: number[]]) => number;

/**
 * A PID controller of the step size. With errors e in units of the tolerance, the latest first,
 *
 *   factor = safety e_0^(-(kI + kP + kD) / k) e_1^((kP + 2 kD) / k) e_2^(-kD / k)
 *
 * where the error of a step of length h is of order h^k. After a rejection the last error alone counts.
 *
 * @param order k
 * @throws InputError for gains below 0, a safety outside (0, 1], and limits that do not enclose 1
 * @see Soderlind (2003), ACM Trans. Math. Softw. 29:1, section 2
 */
export function pid(
  order: number,
  {
    proportional: kP = 0,
    integral: kI = 1,
    derivative: kD = 0,
    safety = 0.9,
    slowest = 0.2,
    fastest = 5,
  }: StepSizeOptions = {},
): StepSize {
  for (const [name, value] of Object.entries({ proportional: kP, integral: kI, derivative: kD })) {
    requireInRange(`adaptive: ${name}`, value, 0, 10);
  }
  requirePositive('adaptive: safety', safety);
  requireInRange('adaptive: safety', safety, 0, 1);
  requireInRange('adaptive: slowest', slowest, 0, 1);
  requireInRange('adaptive: fastest', fastest, 1, 1e6);
  return ([latest, before = 1, first = 1]) => {
    // an error of 0 asks for the longest step
    const least = 1e-10;
    const [a, b, c] = [latest, before, first].map((e) => Math.max(e, least)) as [
      number,
      number,
      number,
    ];
    const factor =
      safety * a ** (-(kI + kP + kD) / order) * b ** ((kP + 2 * kD) / order) * c ** (-kD / order);
    return Math.min(Math.max(factor, slowest), fastest);
  };
}
