import { DivergenceError } from '../sampling/index.ts';

/**
 * Where a run ends. One that diverges ends in what is not a number: its errors are no numbers either, so that no order is seen.
 *
 * @param size elements of the state
 */
export async function reached(
  run: Promise<{ readonly x: Float64Array }>,
  size: number,
): Promise<Float64Array> {
  try {
    return (await run).x;
  } catch (error) {
    if (error instanceof DivergenceError) return new Float64Array(size).fill(Number.NaN);
    throw error;
  }
}
