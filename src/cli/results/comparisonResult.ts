import path from 'node:path';
import type { Comparison, Pictures } from '../../compare/index.ts';
import { InputError } from '../../errors/index.ts';
import { writeWhole } from '../../io/index.ts';
import { qualityPicture, renderReport, scoreErrorPicture } from '../../report/index.ts';
import { comparisonSchema } from './comparisonSchema.ts';
import { listed, picturesSchema } from './picturesSchema.ts';
import { readStored, writeStored } from './stored.ts';

/** Where the numbers of a comparison are. */
export const comparisonFile = 'comparison.json';

/** Where those of its pictures are. */
const picturesFile = 'pictures.json';

/** The report and its pictures. */
async function draw(folder: string, comparison: Comparison, pictures: Pictures): Promise<string> {
  const report = path.join(folder, 'report.html');
  await writeWhole(report, renderReport(comparison, pictures));
  for (const score of ['network', 'exact'] as const) {
    if (!comparison.cells.some((cell) => cell.score === score)) continue;
    const picture = qualityPicture(comparison, score);
    await writeWhole(path.join(folder, `quality-${score}.svg`), picture);
  }
  const erring = scoreErrorPicture(comparison);
  if (erring !== undefined) await writeWhole(path.join(folder, 'score-error.svg'), erring);
  return report;
}

/** Keeps a comparison in a folder, and draws its report. @returns the report's file */
export async function writeComparison(
  folder: string,
  comparison: Comparison,
  pictures: Pictures,
): Promise<string> {
  const shown = listed(pictures);
  await writeStored(path.join(folder, comparisonFile), { ...comparison }, 2);
  await writeStored(path.join(folder, picturesFile), Object(shown));
  // what is drawn is what is kept
  return draw(folder, comparison, picturesSchema.parse(shown));
}

/**
 * Draws the report of a comparison from what a folder keeps of it.
 * @throws InputError if that is missing, damaged, or of another version
 */
export async function redrawComparison(folder: string): Promise<string> {
  const comparison = await readStored(path.join(folder, comparisonFile), comparisonSchema);
  const file = path.join(folder, picturesFile);
  const pictures = await readStored(file, picturesSchema);
  const [kept, cells] = [pictures.samples.length, comparison.cells.length];
  if (kept === cells) return draw(folder, comparison, pictures);
  throw new InputError(
    `${file}: has samples of ${kept} cells, and ${comparisonFile} has ${cells}; measure again`,
  );
}
