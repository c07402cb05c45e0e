import path from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../io/index.ts';
import { renderValues, type Values } from '../../report/index.ts';
import { number, readStored, word, words, writeStored } from './stored.ts';

/** Where the numbers of measured samples are. */
export const measurementFile = 'measurement.json';

/** Where those of likelihoods are. */
export const likelihoodFile = 'likelihood.json';

const valuesSchema: z.ZodType<Values> = z.object({
  ...{ title: z.string(), opening: z.array(z.string()), refused: words, command: z.string() },
  values: z.array(
    z.object({
      ...{ name: z.string(), value: number, error: number },
      about: z.string().exactOptional(),
    }),
  ),
  each: z.object({ label: z.string(), values: z.array(number) }).exactOptional(),
  ...{ settings: z.record(z.string(), word), versions: words },
});

async function draw(folder: string, file: string, values: Values): Promise<string> {
  const report = path.join(folder, 'report.html');
  await writeWhole(report, renderValues(values, file));
  return report;
}

/**
 * Keeps values in a folder, and draws their page.
 *
 * @param file their name there
 * @returns the page's file
 */
export async function writeValues(folder: string, file: string, values: Values): Promise<string> {
  await writeStored(path.join(folder, file), { ...values }, 2);
  return draw(folder, file, values);
}

/** What draws the page of values from a file in a folder again. */
export function redrawValues(file: string): (folder: string) => Promise<string> {
  return async (folder) =>
    draw(folder, file, await readStored(path.join(folder, file), valuesSchema));
}
