import path from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../io/index.ts';
import { type Recommended, renderRecommendation } from '../../report/index.ts';
import { measured, number, readStored, word, words, writeStored } from './stored.ts';

/** Where the numbers of a recommendation are. */
export const recommendationFile = 'recommendation.json';

const recommendedSchema: z.ZodType<Recommended> = z.object({
  ...{ of: z.string(), data: z.string(), facts: z.record(z.string(), word) },
  target: number.exactOptional(),
  pace: z.object({ milliseconds: number, batch: number }).exactOptional(),
  milliseconds: number.exactOptional(),
  ...{ shell: z.string(), code: z.string(), command: z.string(), versions: words },
  name: z.string(),
  written: z.object({ solver: z.string(), grid: z.string().exactOptional() }),
  ...{ steps: number, evaluations: number, budget: number, samples: number, seed: word },
  ...{ by: z.enum(['energy', 'flow']), distance: measured },
  finalists: z.array(
    z.object({
      ...{ name: z.string(), steps: number, evaluations: number, isStochastic: z.boolean() },
      ...{ distance: measured, chance: number },
    }),
  ),
  rounds: z.array(
    z.object({
      samples: number,
      contenders: z.array(z.object({ name: z.string(), distance: number })),
      failed: z.array(z.string()),
    }),
  ),
  tried: z.array(z.object({ budget: number, distance: measured })),
});

async function draw(folder: string, recommended: Recommended): Promise<string> {
  const report = path.join(folder, 'report.html');
  await writeWhole(report, renderRecommendation(recommended));
  return report;
}

/** Keeps a recommendation in a folder, and draws its page. @returns the page's file */
export async function writeRecommendation(
  folder: string,
  recommended: Recommended,
): Promise<string> {
  await writeStored(path.join(folder, recommendationFile), { ...recommended }, 2);
  return draw(folder, recommended);
}

/**
 * Draws the page of a recommendation from what a folder keeps of it.
 * @throws InputError if that is missing, damaged, or of another version
 */
export async function redrawRecommendation(folder: string): Promise<string> {
  return draw(folder, await readStored(path.join(folder, recommendationFile), recommendedSchema));
}
