import path from 'node:path';
import { z } from 'zod';
import type { Comparison, Paths, Pictures } from '../../compare/index.ts';
import { InputError } from '../../errors/index.ts';
import { writeWhole } from '../../io/index.ts';
import { qualityPicture, renderReport, scoreErrorPicture } from '../../report/index.ts';
import { comparisonSchema } from './comparisonSchema.ts';
import { number, readStored, writeStored } from './stored.ts';

/** Where the numbers of a comparison are. */
export const comparisonFile = 'comparison.json';
/** Where those of its pictures are. */
const picturesFile = 'pictures.json';

const points: z.ZodType<Float64Array> = z
  .array(number)
  .transform((values) => Float64Array.from(values));

const paths: z.ZodType<Paths> = z.object({ times: points, states: z.array(points) });

const picturesSchema: z.ZodType<Pictures> = z.object({
  data: points,
  samples: z.array(points),
  forward: paths,
  reverse: z.array(z.object({ solver: z.string(), paths })),
});

/** Positions to five digits, which is more than a picture shows: what is drawn is what is kept. */
function rounded(pictures: Pictures): Pictures {
  const short = (values: Float64Array): Float64Array =>
    values.map((value) => Number(value.toPrecision(5)));
  const shortPaths = ({ times, states }: Paths): Paths => ({
    times: short(times),
    states: states.map(short),
  });
  return {
    data: short(pictures.data),
    samples: pictures.samples.map(short),
    forward: shortPaths(pictures.forward),
    reverse: pictures.reverse.map(({ solver, paths: own }) => ({
      solver,
      paths: shortPaths(own),
    })),
  };
}

/** Float64Arrays as lists, which JSON has. */
function listed(value: unknown): unknown {
  if (value instanceof Float64Array) return Array.from(value);
  if (Array.isArray(value)) return value.map(listed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, listed(each)]));
}

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
  const shown = rounded(pictures);
  await writeStored(path.join(folder, comparisonFile), { ...comparison }, 2);
  await writeStored(path.join(folder, picturesFile), Object(listed(shown)));
  return draw(folder, comparison, shown);
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
