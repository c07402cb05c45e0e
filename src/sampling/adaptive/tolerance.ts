import { InputError, requirePositive } from '../../errors/index.ts';
import type { Space } from '../../space/index.ts';
import type { StepSizeOptions } from './stepSize.ts';

/** How steps are chosen. */
export interface ToleranceOptions {
  /** The error of a step may be atol + rtol |x| in each element; 1e-3 and 1e-4 by default. */
  readonly rtol?: number | undefined;
  /** One number, or one for each element of a row. */
  readonly atol?: number | readonly number[] | undefined;
  readonly stepSize?: StepSizeOptions | undefined;
  /** Length of the first step that is tried; a hundredth of the range by default. */
  readonly firstStep?: number | undefined;
  /** Steps tried at most for each start; 10,000 by default. */
  readonly maxSteps?: number | undefined;
}

/** The tolerances of a run, defaults included. */
export interface Tolerance {
  readonly rtol: number;
  /** One number, or one for each element of a row. */
  readonly atol: readonly number[];
}

/** @throws InputError if a tolerance is out of range or there are floors for another number of elements */
export function toleranceOf(
  { rtol = 1e-3, atol = 1e-4 }: ToleranceOptions,
  size: number,
): Tolerance {
  const floors = typeof atol === 'number' ? [atol] : atol;
  if (floors.length !== 1 && floors.length !== size) {
    throw new InputError(`adaptive: atol must be one number or ${size}, got ${floors.length}`);
  }
  for (const floor of floors) requirePositive('adaptive: atol', floor);
  if (!(rtol >= 0 && Number.isFinite(rtol))) {
    throw new InputError(`adaptive: rtol must be a finite number of at least 0, got ${rtol}`);
  }
  return { rtol, atol: floors };
}

/** Root mean square of the error in units of the tolerance. */
export async function errorNorm<X>(
  space: Space<X>,
  error: X,
  before: X,
  after: X,
  { rtol, atol }: Tolerance,
): Promise<number> {
  const [e, a, b] = [await space.read(error), await space.read(before), await space.read(after)];
  let sum = 0;
  for (const [i, value] of e.entries()) {
    const floor = atol[i % atol.length] as number;
    const size = Math.max(Math.abs(a[i] as number), Math.abs(b[i] as number));
    sum += (value / (floor + rtol * size)) ** 2;
  }
  return Math.sqrt(sum / e.length);
}
