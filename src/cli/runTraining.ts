import path from 'node:path';
import { type BackendName, backendNames, useBackend } from '../backend/index.ts';
import { parseSpecification } from '../catalogue/index.ts';
import { InputError } from '../errors/index.ts';
import {
  isRun,
  prepare,
  readSettings,
  readTrainedConfig,
  runData,
  settingsFile,
  systemNamed,
  type TrainedConfig,
  type TrainSettings,
  trainRun,
} from '../run/index.ts';
import { drawnSeed } from '../sampling/index.ts';
import { requireWritableFolder } from './destination.ts';
import { digits } from './digits.ts';
import { type Progress, progress } from './progress.ts';
import { quoted } from './quoted.ts';
import { scaleNote } from './scaleNote.ts';
import { courseOf } from './sparkline.ts';
import type { Terminal } from './terminal.ts';
import type { TrainCommandOptions } from './trainOptions.ts';
import { packageVersions } from './versions.ts';

/** Settings in the order of who wins: options of the command, the run that goes on, a file, its system, defaults. */
async function settingsFrom(
  options: TrainCommandOptions,
  begun: TrainedConfig | undefined,
): Promise<TrainSettings> {
  const { config, out: _, resume: __, backend: ___, json: ____, quiet: _____, ...given } = options;
  const chosen = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  );
  if (begun !== undefined) {
    if (config === undefined) return readSettings('options', { ...begun.settings, ...chosen });
    throw new InputError('--config: a run goes on with its own config.json; leave out --config');
  }
  const filed = config === undefined ? {} : await settingsFile(config);
  const where = config ?? 'options';
  const own = { seed: drawnSeed(), ...filed, ...chosen };
  const settings = readSettings(where, own);
  if (settings.system === undefined) return settings;
  const { train } = await runData(settings.data);
  return readSettings(where, { ...systemNamed(settings.system).settings(train), ...own });
}

/** A run goes on where it was begun, so that its weights are bitwise those of one that never stopped. */
function backendOf(begun: TrainedConfig | undefined): BackendName | undefined {
  return backendNames.find((name) => name === begun?.backend);
}

/** What can be done with a trained run, a line. */
function nextOf(folder: string, { model, data }: TrainSettings): string {
  const run = quoted(folder);
  if (model.startsWith('classifier')) {
    if (parseSpecification(model, 'model').options.noisy === false) {
      return `judge:   npx tfjs-sde measure samples.npy ${quoted(data)} --features ${run}`;
    }
    return `guide:   npx tfjs-sde sample RUN --classifier ${run} --class 0 --out samples.png`;
  }
  if (model.startsWith('vae')) return `pictures: ${path.join(folder, 'samples')}`;
  return `samples: npx tfjs-sde sample ${run} --out samples.png`;
}

/**
 * `tfjs-sde train`: trains in a folder, and says where it goes on and how it ended.
 * @throws InputError for what cannot be used, before long work begins
 */
export async function runTraining(options: TrainCommandOptions, terminal: Terminal): Promise<void> {
  const { out, err, signal, now } = terminal;
  const { out: folder, quiet, resume, json } = options;
  const begun = resume && isRun(folder) ? await readTrainedConfig(folder) : undefined;
  const settings = await settingsFrom(options, begun);
  const prepared = await prepare(settings);
  requireWritableFolder('--out', folder);
  const backend = await useBackend(options.backend ?? backendOf(begun));
  if (!quiet) err.write(scaleNote(prepared.data.train));
  let shown: Progress | undefined;
  /** Of the part that is trained now, and of this command alone. */
  const losses: number[] = [];
  const from = now();
  try {
    const { step, last, wasFinished } = await trainRun(prepared, {
      ...{ folder, resume, backend: backend.name, versions: packageVersions(), signal },
      onBegin: ({ part, done, steps }) => {
        shown?.stop();
        losses.length = 0;
        const what = part === undefined ? 'training' : `training ${part}`;
        shown = progress(what, steps, terminal, { quiet, from: done });
      },
      onStep: ({ step: at, loss }) => {
        losses.push(loss);
        shown?.at(at, `loss ${loss.toFixed(4)}`);
      },
      onNote: (line) => err.write(`${line}\n`),
    });
    shown?.stop();
    const seconds = (now() - from) / 1000;
    if (json) {
      const facts = { run: folder, step, wasFinished, seconds, backend: backend.name, ...last };
      out.write(`${JSON.stringify(facts, undefined, 2)}\n`);
      return;
    }
    if (wasFinished) {
      out.write(`${folder}: is finished, ${step} steps; give more --steps to go on\n`);
    } else {
      const held = last?.evaluation === undefined ? '' : `, held out ${digits(last.evaluation)}`;
      const loss = last === undefined ? '' : `loss ${digits(last.loss)}${held}`;
      out.write(`${folder}: ${step} steps, ${loss}, seed ${settings.seed}\n`);
      const course = courseOf(losses);
      if (course !== '') out.write(`course:  ${course}\n`);
    }
    out.write(`${nextOf(folder, settings)}\n`);
  } catch (error) {
    shown?.stop();
    if (signal.aborted && error === signal.reason) {
      err.write(`stopped; go on with: npx tfjs-sde train --resume --out ${quoted(folder)}\n`);
    }
    throw error;
  } finally {
    shown?.stop();
  }
}
