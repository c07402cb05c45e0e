import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { InputError } from '../errors/index.ts';
import { fileError } from '../io/index.ts';

/** What is wrong with a file of JSON, its first complaint in one line. */
export function complaint(file: string, { issues: [issue] }: z.ZodError): InputError {
  const where = issue?.path.join('.');
  return new InputError(`${file}: ${where ? `${where}: ` : ''}${issue?.message}`);
}

/**
 * Reads a file of JSON.
 * @throws InputError if it cannot be read or is not JSON
 */
export async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error) => {
    throw fileError(file, error);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${file}: is not JSON: ${(error as Error).message}`);
  }
}
