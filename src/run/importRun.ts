import { unetOf } from '../../models/unet/unetOf.ts';
import { architectureOf, schedulerFrom, unetConfig, weightsFrom } from '../diffusers/index.ts';
import { InputError } from '../errors/index.ts';
import { type ImportedConfig, isRun, readConfig, writeConfig } from './config.ts';
import { readForeignFolder } from './foreignFolder.ts';
import { lock } from './lock.ts';
import { runData } from './runData.ts';
import { samplingOf } from './samplingOf.ts';
import { writeWeights } from './weightsFile.ts';

/** What was imported. */
export interface ImportedRun {
  readonly parameters: number;
  readonly tensors: number;
  /** Of one sample. */
  readonly shape: readonly number[];
  readonly classes?: number | undefined;
  readonly predicts: string;
  readonly scheduler: string;
  readonly schedule: string;
  /** Its own sampler and limit, as specifications. */
  readonly solver: string;
  readonly limit?: string | undefined;
  /** What was assumed, and what has no counterpart here; a line each. */
  readonly notes: readonly string[];
}

/** Keeps a run from being written over, unless it was imported too. */
async function requireFree(folder: string): Promise<void> {
  if (!isRun(folder)) return;
  const { kind } = await readConfig(folder);
  if (kind === 'imported') return;
  throw new InputError(`${folder}: holds a run that was trained; give another --out`);
}

/**
 * Opens a folder of diffusers as a run: every tensor of it used, all that is not known an error that names it. An import into the
 * folder of another takes its place.
 *
 * @param from the folder of a UNet2DModel or of a pipeline
 * @param options its settings
 * @param options.data what samples are to be held against in comparisons, a data set by name or a file
 * @throws InputError naming what is missing, unknown or not supported, before anything is written
 */
export async function importRun(
  from: string,
  folder: string,
  { data: name, versions }: { data?: string | undefined; versions: ImportedConfig['versions'] },
): Promise<ImportedRun> {
  const { unet, files, scheduler, tensors } = await readForeignFolder(from);
  const config = unetConfig(files.unet, unet);
  const read = schedulerFrom(files.scheduler, scheduler);
  const architecture = architectureOf(files.unet, config, read);
  if (read.solver?.startsWith('iddpm') === true && !architecture.learnsVariance) {
    throw new InputError(
      `${files.scheduler}: variance_type = "learned_range" needs a network whose out_channels are twice its in_channels, got ${config.out_channels} and ${config.in_channels}`,
    );
  }
  const { parameters } = unetOf(architecture);
  const weights = weightsFrom(files.weights, parameters, tensors);
  const { shape, classes } = architecture;
  const data = name === undefined ? undefined : await runData(name);
  const dimension = shape.reduce((product, n) => product * n, 1);
  if (data !== undefined && data.all.dimension !== dimension) {
    throw new InputError(
      `--data ${name}: has samples of shape [${data.all.shape}], the network of ${from} has ${dimension} values, [${shape}]`,
    );
  }
  await requireFree(folder);
  const unlock = await lock(folder);
  try {
    await writeWeights(folder, { tensors: weights });
    await writeConfig(folder, {
      kind: 'imported',
      ...{ from, unet, scheduler: scheduler ?? null, versions },
      ...(data && name !== undefined && { data: { name, hash: data.hash } }),
    });
  } finally {
    await unlock();
  }
  const { solver, limit } = samplingOf(folder, await readConfig(folder));
  return {
    parameters: Object.values(weights).reduce((sum, { data: values }) => sum + values.length, 0),
    tensors: Object.keys(weights).length,
    ...{ shape, classes, predicts: read.predicts, scheduler: read.name },
    ...{ schedule: read.scheduleLabel, solver, limit, notes: read.notes },
  };
}
