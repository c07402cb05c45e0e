import type { Denoiser } from '../problem/index.ts';
import type { Cell, Failure } from './comparison.ts';
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
    onRun,
  }: {
    readonly runs: readonly Run[];
    readonly bench: Bench;
    readonly flowEnd?: (start: Float64Array, t: number) => Promise<Float64Array>;
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
    results.cells.push(
      end === undefined ? cell : { ...cell, flowDistance: rms(x, end, dimension) },
    );
    results.samples.push(inPlane(x, dimension, shown));
  }
}
