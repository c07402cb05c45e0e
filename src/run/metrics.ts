import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileError, writeWhole } from '../io/index.ts';
import type { TrainingState } from '../train/index.ts';

/** Steps between two lines. */
const every = 10;

/** The file of a run's losses. */
export function metricsPath(run: string): string {
  return path.join(run, 'metrics.jsonl');
}

/** The line of a state, a JSON object; empty where none is due. */
function lineOf({ steps: _, ...state }: TrainingState): string {
  const isDue = state.step % every === 0 || state.evaluation !== undefined;
  return isDue ? `${JSON.stringify(state)}\n` : '';
}

/** Adds a line to metrics.jsonl every ten steps and wherever the held-out batch was looked at. */
export async function appendMetrics(run: string, state: TrainingState): Promise<void> {
  const line = lineOf(state);
  if (line === '') return;
  await appendFile(metricsPath(run), line).catch((error) => {
    throw fileError(metricsPath(run), error);
  });
}

/** What a line says, undefined of one that a killed process left unfinished. */
function parsed(line: string): TrainingState | undefined {
  try {
    return JSON.parse(line) as TrainingState;
  } catch {
    return undefined;
  }
}

/** The lines of metrics.jsonl; none where there is no such file. */
export async function readMetrics(run: string): Promise<readonly TrainingState[]> {
  const text = await readFile(metricsPath(run), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => (line === '' ? [] : (parsed(line) ?? [])));
}

/** Takes back the lines of steps after `step`, which a run that goes on from there writes again. */
export async function cutMetrics(run: string, step: number): Promise<void> {
  const kept = (await readMetrics(run)).filter((state) => state.step <= step);
  await writeWhole(metricsPath(run), kept.map((state) => `${JSON.stringify(state)}\n`).join(''));
}
