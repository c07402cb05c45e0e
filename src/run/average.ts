import { InputError } from '../errors/index.ts';
import { layoutOf, parametersOf, type Tensors, type TrainingState } from '../train/index.ts';
import { latestCheckpoint } from './checkpoints.ts';
import { readMetrics } from './metrics.ts';
import { hasWeights, readWeights } from './weightsFile.ts';

/** The averaged parameters of the latest checkpoint of a run, or those it was exported with. */
export interface Average {
  /** By name, the caller's to dispose of. */
  readonly parameters: Tensors;
  /** Steps they were trained for. */
  readonly step: number;
  /** The lines of its metrics up to there. */
  readonly metrics: readonly TrainingState[];
}

/**
 * What a run has learned by its latest checkpoint.
 *
 * @param like parameters as they are laid out
 * @throws InputError if there is none yet, or it is damaged
 */
export async function latestAverage(folder: string, like: Tensors): Promise<Average> {
  if (hasWeights(folder)) {
    const { parameters, step = 0 } = await readWeights(folder, like);
    return { parameters, step, metrics: [] };
  }
  const layout = layoutOf(like);
  const checkpoint = await latestCheckpoint(folder, layout);
  if (checkpoint === undefined) {
    throw new InputError(
      `${folder}: holds no checkpoint yet; wait for the first, or train on with --resume`,
    );
  }
  const { step, average } = checkpoint;
  const metrics = (await readMetrics(folder)).filter((state) => state.step <= step);
  return { parameters: parametersOf(layout, average), step, metrics };
}
