import { writePoints, writeWhole } from '../io/index.ts';
import { pathsPicture, rasterised } from '../report/index.ts';
import { alongPath, type RecordedPaths, stateOf } from '../sampling/index.ts';
import { momentsOverTime } from './pathMoments.ts';
import type { Posed } from './posed.ts';

/** A line for each path and time. */
function csv(recorded: RecordedPaths, names: readonly string[]): string {
  const lines = [`path,t,${names.join(',')}`];
  for (let path = 0; path < recorded.paths; path++) {
    for (const [time, t] of recorded.times.entries()) {
      lines.push(`${path},${t},${stateOf(recorded, path, time).join(',')}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Writes paths by the file's ending: numbers to .csv and .npy, a picture of one variable to .svg and .png. */
export async function writePaths(
  file: string,
  recorded: RecordedPaths,
  problem: Posed,
  shown: number,
): Promise<void> {
  const ending = file.split('.').at(-1)?.toLowerCase();
  const { times, values, paths, variables } = recorded;
  if (ending === 'csv') return writeWhole(file, csv(recorded, problem.variables));
  if (ending === 'npy') return writePoints(file, values, [paths, times.length, variables]);
  const svg = pathsPicture({
    title: problem.label,
    variable: problem.variables[shown] as string,
    times,
    values: Array.from({ length: paths }, (_, path) => alongPath(recorded, path, shown)),
    moments: momentsOverTime(recorded, problem, shown),
  });
  await writeWhole(file, ending === 'svg' ? svg : await rasterised(svg));
}
