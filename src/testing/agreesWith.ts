import fc from 'fast-check';
import { type AnySolver, type Certificate, requireHeld, withShare } from '../certify/index.ts';
import { requirePositive } from '../errors/index.ts';
import { gaussianMixture, reverse, type Schedule } from '../problem/index.ts';
import { sample } from '../sampling/index.ts';
import { anyGrid } from './grids.ts';
import { anySchedule, named } from './schedules.ts';
import { worstOf } from './worst.ts';

const data = gaussianMixture({ means: [[-1], [0.4]], sd: [0.5, 0.8], weights: [1, 2] });

/** How two solvers are compared. */
export interface AgreementOptions {
  /** Any that has a name, with any settings, by default. */
  readonly schedule?: fc.Arbitrary<Schedule>;
  /** Largest difference, relative to the largest value; a few roundings of float64 for each of 13 steps by default. */
  readonly tolerance?: number;
  /** Where the variance of a step lies that predictions carry, for solvers that ask: 0 the small one, 1 the large one. */
  readonly share?: number;
  /** How many schedules and grids are tried. */
  readonly runs?: number;
  /** Of fast-check. */
  readonly seed?: number;
}

/** Largest difference, relative to the largest value. */
function difference(a: Float64Array, b: Float64Array): number {
  const scale = Math.max(...b.map(Math.abs));
  return Math.max(...a.map((v, i) => Math.abs(v - (b[i] as number)))) / scale;
}

/**
 * That two solvers give the same samples from the same start and the same noise, on any schedule and any grid: a mixture of two
 * Gaussians on the line, whose score is exact, on Float64Array.
 *
 * @throws NotCertifiedError with the smallest schedule and grid where they differ
 * @throws InputError for a tolerance that is not above 0
 */
export async function agreesWith(
  solver: AnySolver,
  other: AnySolver,
  {
    schedule = anySchedule(),
    tolerance = 1e-12,
    share = 0.3,
    runs = 25,
    seed = 6,
  }: AgreementOptions = {},
): Promise<Certificate> {
  requirePositive('agreesWith: tolerance', tolerance);
  const cases = schedule.chain((own) => fc.tuple(fc.constant(named(own)), anyGrid(own)));
  const worst = await worstOf(
    cases,
    async ([own, grid]) => {
      const problem = reverse(withShare(data.denoiser(own), () => share));
      const ends: Float64Array[] = [];
      for (const by of [solver, other]) {
        ends.push((await sample(problem, { solver: by, grid, samples: 20, seed: 3 })).x);
      }
      const [a, b] = ends as [Float64Array, Float64Array];
      return difference(a, b);
    },
    tolerance,
    { seed, runs },
  );
  const where = worst.case === undefined ? `${runs} schedules and grids` : fc.stringify(worst.case);
  return requireHeld({
    solver: solver.name,
    claim: 'agreement',
    problem: `two Gaussians against ${other.name}, ${where}`,
    declared: tolerance,
    observed: worst.distance,
    interval: [worst.distance, worst.distance],
    verdict: worst.case === undefined ? 'holds' : 'fails',
    errors: [],
  });
}
