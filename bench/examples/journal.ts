import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { InputError } from '../../src/errors/index.ts';
import { writeWhole } from '../../src/io/index.ts';
import { optionOf, wordsOf } from './commandLine.ts';

/** What is known of a command that was begun. */
export interface Entry {
  /** Seconds spent on it, in all attempts. */
  readonly spent: number;
  readonly isDone: boolean;
  /** The seconds that it says its work took, loading left out. */
  readonly seconds?: number | undefined;
}

const entries: z.ZodType<Readonly<Record<string, Entry>>> = z.record(
  z.string(),
  z.object({ spent: z.number(), isDone: z.boolean(), seconds: z.number().optional() }),
);

/** What was done of the commands of a folder, so that none is done again. */
export interface Journal {
  of(line: string): Entry | undefined;
  /** Whether a command ended well and what it made is there. */
  isDone(line: string): boolean;
  /** The command that made a file, the last of them. */
  maker(file: string): Entry | undefined;
  /** Notes what a command came to. What was drawn of a run is not done any more once the run is trained anew. */
  note(line: string, now: Entry): Promise<void>;
}

/** Whether a command samples the run that another one trains. */
const drawsFrom = (line: string, training: string): boolean =>
  training.startsWith('train ') &&
  line.startsWith('sample ') &&
  wordsOf(line)[1] === optionOf(training, '--out');

/**
 * The journal of a folder.
 * @throws InputError if there is one that cannot be read
 */
export async function openJournal(folder: string): Promise<Journal> {
  const file = path.join(folder, 'journal.json');
  const kept = new Map<string, Entry>();
  const readAgain = async (): Promise<void> => {
    if (!existsSync(file)) return;
    try {
      const read = entries.parse(JSON.parse(await readFile(file, 'utf8')));
      for (const [line, one] of Object.entries(read)) kept.set(line, one);
    } catch {
      throw new InputError(`${file}: cannot be read; remove it to do everything again`);
    }
  };
  await readAgain();
  return {
    of: (line) => kept.get(line),
    isDone: (line) =>
      kept.get(line)?.isDone === true && existsSync(optionOf(line, '--out') as string),
    maker: (made) =>
      [...kept].findLast(([line, { isDone }]) => isDone && optionOf(line, '--out') === made)?.[1],
    async note(line, now) {
      await readAgain(); // another process may have noted something since
      kept.set(line, now);
      for (const other of kept.keys()) if (drawsFrom(other, line)) kept.delete(other);
      await writeWhole(file, `${JSON.stringify(Object.fromEntries(kept), undefined, 2)}\n`);
    },
  };
}
