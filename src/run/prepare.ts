import { knownModels, parseSpecification } from '../catalogue/index.ts';
import type { GivenRun, MakeLearned } from './learned/learned.ts';
import { learnedClassifier } from './learned/learnedClassifier.ts';
import { learnedDenoiser } from './learned/learnedDenoiser.ts';
import { learnedVae } from './learned/learnedVae.ts';
import { partOf, partSettings } from './part.ts';
import { runData } from './runData.ts';
import type { TrainSettings } from './settings.ts';
import type { PartName } from './systems/system.ts';

/** What settings stand for. */
export interface PreparedRun extends GivenRun {
  /** What is trained before it, in a folder of that name. */
  readonly part?: { readonly name: PartName; readonly run: PreparedRun } | undefined;
  readonly learned: MakeLearned;
}

async function prepared(given: GivenRun): Promise<PreparedRun> {
  const { settings, data } = given;
  const model = parseSpecification(settings.model, 'model');
  knownModels.make(model); // which tells of unknown names and options
  const [name, own] = [partOf(settings), partSettings(settings, data.train)];
  const part =
    name === undefined || own === undefined
      ? undefined
      : { name, run: await prepared({ settings: own, data }) };
  if (model.name === 'classifier') {
    return { ...given, part, learned: await learnedClassifier(given, model) };
  }
  if (model.name === 'vae') return { ...given, part, learned: learnedVae(given, model) };
  const vae =
    name === 'vae' && own !== undefined ? parseSpecification(own.model, 'model') : undefined;
  return { ...given, part, learned: await learnedDenoiser(given, model, vae) };
}

/**
 * Turns the names in settings into what they stand for, and finds all that is wrong with them before long work begins.
 * @throws InputError for unknown names and options, unreadable files, and parts that do not go together
 */
export async function prepare(settings: TrainSettings): Promise<PreparedRun> {
  return prepared({ settings, data: await runData(settings.data) });
}
