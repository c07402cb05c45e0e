import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileError } from './fileError.ts';

/**
 * Writes a file whole unless it is there: of several processes the first one does, and it is there afterwards.
 * @throws InputError if it may not be written, naming the file
 */
export async function writeFirst(file: string, content: string): Promise<void> {
  const mine = `${file}.${process.pid}.part`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(mine, content);
    await link(mine, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } catch (error) {
    throw fileError(file, error);
  } finally {
    await rm(mine, { force: true }).catch(() => {});
  }
}
