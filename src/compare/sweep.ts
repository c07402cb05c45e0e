import type { Denoiser } from '../problem/index.ts';
import type { HostArray } from '../space/index.ts';
import type { Cell, Failure, Measured } from './comparison.ts';
import type { Run } from './contest.ts';
import { inPlane } from './paths.ts';
import { rms } from './reference.ts';
import { type Bench, runCell } from './runCell.ts';

/** Samples shown of each cell. */
const shown = 600;

/** What a sweep fills in, over one score after the other. */
export interface Results {
  readonly cells: Cell[];
  readonly failures: Failure[];
  /** Some samples of each cell, in their order. */
  readonly samples: Float64Array[];
}

/**
 * Runs every solver at every number of steps on one score.
 *
 * @param results grows by one cell or failure for each run
 * @param toLaw the distance to the law itself, where it is known
 * @param flowEnd the end points of the probability flow from a start at time t, where they are known
 * @param onRun called before each run
 */
export async function sweep<X>(
  results: Results,
  denoiser: Denoiser<X>,
  score: Cell['score'],
  {
    runs,
    bench,
    flowEnd,
    toLaw,
    onRun,
  }: {
    readonly runs: readonly Run[];
    readonly bench: Bench;
    readonly flowEnd?: (start: Float64Array, t: number) => Promise<Float64Array>;
    readonly toLaw?: (x: HostArray) => Measured;
    readonly onRun: (run: Run, score: Cell['score']) => void;
  },
): Promise<void> {
  const dimension = denoiser.space.size;
  for (const run of runs) {
    onRun(run, score);
    const ran = await runCell(denoiser, score, run, bench);
    if ('failure' in ran) {
      results.failures.push(ran.failure);
      continue;
    }
    const { cell, x, start } = ran;
    const end =
      cell.isStochastic || flowEnd === undefined
        ? undefined
        : await flowEnd(Float64Array.from(start), run.grid.times[0] as number);
    results.cells.push({
      ...cell,
      ...(end === undefined ? {} : { flowDistance: rms(x, end, dimension) }),
      ...(toLaw === undefined ? {} : { lawDistance: toLaw(x) }),
    });
    results.samples.push(inPlane(x, dimension, shown));
  }
}
