import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { InputError } from '../errors/index.ts';
import { fileError } from '../io/index.ts';

/** When a process began, in ticks since the machine did; empty where the system does not tell. */
function beganAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** Whether the process that wrote a lock still runs; one of another machine is taken to. */
function runs(owner: string): boolean {
  const [host, pid, began] = owner.split('\n');
  if (host !== hostname()) return true;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return began === beganAt(Number(pid));
}

/** What a file that is taken says of who has it. */
export interface Holder {
  readonly pid: string;
  readonly host: string;
}

/**
 * Takes a file for this process, until it is released or the process ends, however that comes about: one whose process is gone is
 * taken over.
 *
 * @returns what releases it, or who has it
 * @throws InputError where it cannot be written
 */
export async function take(file: string): Promise<(() => Promise<void>) | Holder> {
  const own = `${hostname()}\n${process.pid}\n${beganAt(process.pid)}\n`;
  await mkdir(path.dirname(file), { recursive: true }).catch((error) => {
    throw fileError(path.dirname(file), error);
  });
  const mine = `${file}.${process.pid}`;
  try {
    for (;;) {
      await writeFile(mine, own);
      try {
        // a link appears with its content, or not at all
        await link(mine, file);
        return () => rm(file, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const owner = await readFile(file, 'utf8').catch(() => undefined);
      if (owner === undefined) continue; // released just now
      if (runs(owner)) {
        const [host = '', pid = ''] = owner.split('\n');
        return { pid, host };
      }
      await rename(file, mine).catch(() => {});
      // another one was faster, and what was moved away is its lock
      const moved = await readFile(mine, 'utf8');
      if (moved !== owner && moved !== own) await link(mine, file).catch(() => {});
    }
  } catch (error) {
    throw fileError(file, error);
  } finally {
    await rm(mine, { force: true }).catch(() => {});
  }
}

/**
 * Keeps others out of a folder, until it is released or this process ends.
 *
 * @returns what releases it
 * @throws InputError if another process holds the folder, naming it
 */
export async function lock(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, 'lock');
  const taken = await take(file);
  if (typeof taken === 'function') return taken;
  throw new InputError(
    `${folder}: is in use by process ${taken.pid} on ${taken.host}; wait for it, or give another --out (if that process is gone, delete ${file})`,
  );
}
