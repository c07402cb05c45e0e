import { readFile } from 'node:fs/promises';
import { InputError } from '../errors/index.ts';
import { fileError } from './fileError.ts';

/**
 * The lines of a text file in UTF-8, without blanks around them; the end of the last line may be left out.
 *
 * @param what what each line is, for messages: `caption`
 * @throws InputError if the file cannot be read, holds no line, or one that is empty
 */
export async function readLines(path: string, what: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch((error) => {
    throw fileError(path, error);
  });
  const lines = text
    .replace(/\s+$/, '')
    .split('\n')
    .map((line) => line.trim());
  const empty = lines.indexOf('');
  if (lines.length === 1 && empty === 0) {
    throw new InputError(`${path}: is empty, expected a ${what} on each line`);
  }
  if (empty >= 0) {
    throw new InputError(`${path}: line ${empty + 1} is empty, expected a ${what} on each line`);
  }
  return lines;
}
