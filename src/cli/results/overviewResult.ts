import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../io/index.ts';
import { type OverviewPage, renderOverview } from '../../report/index.ts';
import { comparisonFile, redrawComparison } from './comparisonResult.ts';
import { number, readStored, words, writeStored } from './stored.ts';

/** Where the numbers of an overview are. */
export const overviewFile = 'overview.json';

const overviewSchema: z.ZodType<OverviewPage> = z.object({
  overview: z.object({
    cases: z.array(z.object({ name: z.string(), score: z.enum(['network', 'exact']) })),
    budgets: z.array(number),
    standings: z.array(
      z.object({
        solver: z.string(),
        at: z.array(z.object({ budget: number, best: number, of: number })),
      }),
    ),
  }),
  folders: z.array(z.string()),
  versions: words,
  command: z.string(),
});

async function draw(folder: string, overview: OverviewPage): Promise<string> {
  const report = path.join(folder, 'report.html');
  await writeWhole(report, renderOverview(overview));
  return report;
}

/** Keeps an overview in a folder, and draws its page. @returns the page's file */
export async function writeOverview(folder: string, overview: OverviewPage): Promise<string> {
  await writeStored(path.join(folder, overviewFile), { ...overview }, 2);
  return draw(folder, overview);
}

/**
 * Draws the page of an overview from what a folder keeps of it, and the reports of its comparisons that are there.
 * @throws InputError if one of them is damaged, or of another version
 */
export async function redrawOverview(folder: string): Promise<string> {
  const overview = await readStored(path.join(folder, overviewFile), overviewSchema);
  for (const name of overview.folders) {
    const own = path.join(folder, path.basename(name));
    if (existsSync(path.join(own, comparisonFile))) await redrawComparison(own);
  }
  return draw(folder, overview);
}
