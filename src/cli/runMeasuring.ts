import { requireWritableFolder } from './destination.ts';
import { digits } from './digits.ts';
import { type MeasuredSamples, measured } from './measured.ts';
import { measurementValues } from './measurementValues.ts';
import type { MeasureOptions } from './measureOptions.ts';
import { measurementFile, writeValues } from './results/valuesResult.ts';
import { table } from './table.ts';
import type { Terminal } from './terminal.ts';

function valuesInWords({ values, refused }: MeasuredSamples): string {
  const rows = Object.entries(values).map(([name, { value, error }]) => [
    name,
    digits(value),
    `± ${digits(error)}`,
  ]);
  const why = Object.entries(refused).map(([name, reason]) => `${name}: not measured; ${reason}\n`);
  const columns = [
    { heading: 'metric' },
    { heading: 'value', align: 'right' },
    { heading: 'error', align: 'right' },
  ] as const;
  return `${table(columns, rows)}${why.join('')}`;
}

function inWords(found: MeasuredSamples): string {
  const { samples, reference, counts, drawn, features, spatial, layer, dimension, seed } = found;
  const how =
    drawn === undefined
      ? ''
      : `; drawn${drawn.trainedSteps === undefined ? '' : ` after ${drawn.trainedSteps} training steps`}, ${drawn.solver} in ${drawn.steps} steps${drawn.limit === undefined ? '' : `, x0 held by ${drawn.limit}`}, seed ${seed}`;
  const what =
    features === undefined
      ? `values of each: ${dimension}`
      : `${spatial ? 'spatial features' : 'features'} of ${features}${layer === undefined ? '' : ` (${layer})`}: ${dimension}`;
  return `${samples} (${counts.samples}${how}) against ${reference} (${counts.reference}), ${what}\n\n${valuesInWords(found)}`;
}

/**
 * `tfjs-sde measure`: samples held against a reference.
 *
 * @param command that repeats it
 * @throws InputError for what cannot be used, before long work begins, and where nothing at all could be measured
 */
export async function runMeasuring(
  samples: string,
  reference: string | undefined,
  options: MeasureOptions,
  terminal: Terminal,
  command: string,
): Promise<void> {
  const { out, err, signal } = terminal;
  const { out: folder, json } = options;
  if (folder !== undefined) requireWritableFolder('--out', folder);
  try {
    const found = await measured(samples, reference, options, terminal);
    out.write(json ? `${JSON.stringify(found, undefined, 2)}\n` : inWords(found));
    if (folder === undefined) return;
    const page = await writeValues(folder, measurementFile, measurementValues(found, command));
    (json ? err : out).write(`report: ${page}\n`);
  } catch (error) {
    if (signal.aborted) err.write('stopped; nothing was measured\n');
    throw error;
  }
}
