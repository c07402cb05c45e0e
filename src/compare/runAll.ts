import type { CellStore } from './cellStore.ts';
import type { Ran } from './runCell.ts';

/** One draw of one cell, to be run. */
export interface Job {
  /** The same for the same draw in every process. */
  readonly name: string;
  /** For people. */
  readonly label: string;
  readonly run: () => Promise<Ran>;
  readonly store: CellStore;
}

/** Milliseconds between two looks at what other processes are at. */
const pause = 200;

async function rest(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, pause));
}

/** Runs a job that nobody else has; undefined where another process is at it. */
async function ranOnce({ name, run, store }: Job): Promise<Ran | undefined> {
  const kept = await store.read(name);
  if (kept !== undefined) return kept;
  const release = await store.claim(name);
  if (release === undefined) return undefined;
  try {
    // another process may have come to its end between the two looks
    const since = await store.read(name);
    if (since !== undefined) return since;
    const ran = await run();
    await store.write(name, ran);
    return ran;
  } finally {
    await release();
  }
}

/**
 * Runs what is not kept yet, each job in one process; what others are at is waited for.
 *
 * @param options its settings
 * @param options.onJob called before each job that is looked at for the first time, with how many have been
 * @returns what came out, in the order of the jobs
 */
export async function runAll(
  jobs: readonly Job[],
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onJob: (at: { done: number; label: string }) => void;
  },
): Promise<readonly Ran[]> {
  const { signal, onJob } = options;
  const found = new Map<string, Ran>();
  let open = jobs;
  while (open.length > 0) {
    const taken: Job[] = [];
    for (const job of open) {
      signal?.throwIfAborted();
      onJob({ done: found.size, label: job.label });
      const ran = await ranOnce(job);
      if (ran === undefined) taken.push(job);
      else found.set(job.name, ran);
    }
    if (taken.length === open.length) await rest();
    open = taken;
  }
  return jobs.map(({ name }) => found.get(name) as Ran);
}
