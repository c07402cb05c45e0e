import { existsSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../errors/index.ts';
import { requireWritableFolder } from './destination.ts';
import { results } from './results/index.ts';
import type { Terminal } from './terminal.ts';

/**
 * `tfjs-sde report`: draws the pages of a folder from the numbers it keeps, without measuring.
 * @throws InputError for a folder that is missing, has no such numbers, or has them damaged or of another version
 */
export async function runReport(folder: string, { out, signal }: Terminal): Promise<void> {
  if (!existsSync(folder)) throw new InputError(`${folder}: there is no such folder`);
  requireWritableFolder('report', folder);
  const found = Object.entries(results).filter(([file]) => existsSync(path.join(folder, file)));
  if (found.length === 0) {
    throw new InputError(
      `${folder}: has no results to draw a report from; expected ${Object.keys(results).join(', ')} there`,
    );
  }
  for (const [, redraw] of found) {
    signal.throwIfAborted();
    out.write(`report: ${await redraw(folder)}\n`);
  }
}
