import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { CellStore, Ran } from '../compare/index.ts';
import { InputError } from '../errors/index.ts';
import { writeFirst, writeWhole } from '../io/index.ts';
import { complaint, readJson } from './json.ts';
import { take } from './lock.ts';

/** The version of the folder's layout that this package writes and reads. */
const format = 1;

/** What all cells of a sweep have in common, by name: where one differs, they cannot be compared. */
export type SweepFacts = Readonly<Record<string, string | number>>;

interface SweepFile {
  readonly format: number;
  readonly version: string;
  readonly facts: SweepFacts;
}

const sweepFile: z.ZodType<SweepFile> = z.object({
  format: z.number(),
  version: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});

const measured = z.object({ value: z.number(), error: z.number() });

const cellFile: z.ZodType<{ readonly name: string; readonly ran: Ran }> = z.object({
  name: z.string(),
  ran: z.union([
    z.object({ reason: z.string() }),
    z.object({
      evaluations: z.number(),
      shown: z.array(z.number()),
      draw: z.object({
        seed: z.union([z.string(), z.number()]),
        seconds: z.number(),
        energy: measured.extend({ leftOut: z.array(z.number()) }),
        slicedWasserstein: measured,
        lawDistance: measured.exactOptional(),
        flowDistance: z.number().exactOptional(),
        flowMoved: z.number().exactOptional(),
      }),
    }),
  ]),
});

/** A folder that keeps the cells of a sweep, one file each, for any number of processes. */
export interface SweepFolder {
  readonly store: CellStore;
  /** Cells that were there when it was opened. */
  readonly kept: number;
}

/** What a file of JSON holds, or what is wrong with it and what to do. */
async function read<T>(file: string, schema: z.ZodType<T>, remedy: string): Promise<T> {
  try {
    const parsed = schema.safeParse(await readJson(file));
    if (parsed.success) return parsed.data;
    throw complaint(file, parsed.error);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`${error.message}; ${remedy}`);
  }
}

const readSweep = (file: string): Promise<SweepFile> =>
  read(file, sweepFile, 'delete its folder to begin anew');

/** What the sweep in a folder was begun with; undefined where there is none. */
export async function sweepFacts(folder: string): Promise<SweepFacts | undefined> {
  const file = path.join(folder, 'sweep.json');
  return existsSync(file) ? (await readSweep(file)).facts : undefined;
}

/** The first thing in which two sweeps differ, in words. */
function difference(there: SweepFacts, here: SweepFacts): string | undefined {
  const names = [...new Set([...Object.keys(there), ...Object.keys(here)])];
  const name = names.find((each) => there[each] !== here[each]);
  if (name === undefined) return undefined;
  const told = (value: string | number | undefined): string => String(value ?? 'none');
  return `${name} ${told(there[name])} there, ${told(here[name])} here`;
}

/** The file of a cell: its name, as far as files can be called so, and what tells it from all others. */
function fileOf(folder: string, name: string): string {
  const plain = name
    .replaceAll(/[^a-zA-Z0-9.=-]+/g, '-')
    .slice(0, 100)
    .replace(/^-+|-+$/g, '');
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 10);
  return path.join(folder, `${plain}-${hash}`);
}

/**
 * Opens the folder of a sweep, or begins one: each cell is written whole as soon as it has run, and taken by one process while it
 * runs, so that a sweep that was stopped goes on, and several processes share it.
 *
 * @param folder of the cells
 * @param version of this package
 * @throws InputError if it holds a sweep of another version or of something else; nothing is changed then
 */
export async function sweepFolder(
  folder: string,
  facts: SweepFacts,
  version: string,
): Promise<SweepFolder> {
  const file = path.join(folder, 'sweep.json');
  const own: SweepFile = { format, version, facts };
  await writeFirst(file, `${JSON.stringify(own, undefined, 2)}\n`);
  const there = await readSweep(file);
  const elsewhere = `give another --out, or delete ${folder} to begin anew`;
  if (there.format !== format || there.version !== version) {
    throw new InputError(
      `${folder}: holds a sweep of tfjs-sde ${there.version}, this is ${version}; ${elsewhere}`,
    );
  }
  const differs = difference(there.facts, facts);
  if (differs !== undefined) {
    const { seed } = there.facts;
    const same = seed === undefined || seed === facts.seed ? '' : `give --seed ${seed}, or `;
    throw new InputError(
      `${folder}: holds cells of another sweep (${differs}); ${same}${elsewhere}`,
    );
  }
  const cells = (await readdir(folder)).filter(
    (name) => name.endsWith('.json') && name !== 'sweep.json',
  );
  const store: CellStore = {
    read: async (name) => {
      const at = `${fileOf(folder, name)}.json`;
      if (!existsSync(at)) return undefined;
      return (await read(at, cellFile, 'delete it, and the cell is run again')).ran;
    },
    claim: async (name) => {
      const taken = await take(`${fileOf(folder, name)}.lock`);
      return typeof taken === 'function' ? taken : undefined;
    },
    write: (name, ran) =>
      writeWhole(`${fileOf(folder, name)}.json`, `${JSON.stringify({ name, ran })}\n`),
  };
  return { store, kept: cells.length };
}
