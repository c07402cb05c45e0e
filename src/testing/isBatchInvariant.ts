import fc from 'fast-check';
import { type AnySolver, type Certificate, requireHeld, withShare } from '../certify/index.ts';
import { requireInteger } from '../errors/index.ts';
import { eightGaussians, reverse, vp } from '../problem/index.ts';
import { sample } from '../sampling/index.ts';
import { anySeed, anySteps } from './counts.ts';
import { worstOf } from './worst.ts';

/** What is sampled, and how often. */
export interface BatchOptions {
  readonly samples?: number;
  /** How many seeds, batch sizes and numbers of steps are tried. */
  readonly runs?: number;
  /** Of fast-check. */
  readonly seed?: number;
}

/**
 * That a sample does not depend on the batch it is solved in: samples of eight Gaussians are the same, bit for bit, in batches of
 * any size as all at once, on Float64Array.
 *
 * @throws NotCertifiedError with the smallest case where they differ
 * @throws InputError for fewer than two samples
 */
export async function isBatchInvariant(
  solver: AnySolver,
  { samples = 23, runs = 6, seed = 7 }: BatchOptions = {},
): Promise<Certificate> {
  requireInteger('isBatchInvariant: samples', samples, 2);
  const problem = reverse(withShare(eightGaussians().denoiser(vp()), (t) => 0.2 + 0.5 * t));
  const cases = fc.record({
    batch: fc.integer({ min: 1, max: samples - 1 }),
    steps: anySteps({ most: 6 }).map((steps) => steps + 1),
    seed: anySeed(),
  });
  const worst = await worstOf(
    cases,
    async ({ batch, ...options }) => {
      const whole = (await sample(problem, { solver, samples, ...options })).x;
      const { x } = await sample(problem, { solver, samples, batch, ...options });
      return Math.max(...x.map((v, i) => Math.abs(v - (whole[i] as number))));
    },
    0,
    { seed, runs },
  );
  const where = worst.case === undefined ? `${runs} seeds and sizes` : fc.stringify(worst.case);
  return requireHeld({
    solver: solver.name,
    claim: 'batch invariance',
    problem: `eight Gaussians, ${where}`,
    declared: 0,
    observed: worst.distance,
    interval: [worst.distance, worst.distance],
    verdict: worst.case === undefined ? 'holds' : 'fails',
    errors: [],
  });
}
