import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Law } from './law.ts';

const greeting = z.object({ version: z.string() });
const timed = z.object({
  ms: z.number(),
  dtype: z.string(),
  law: z.object({ value: z.number(), error: z.number() }).nullable(),
});
const failed = z.object({ error: z.string() });

/** One run of a workload. */
export interface Timed {
  readonly ms: number;
  /** Of samples: what tells one equation from another. */
  readonly law?: Law;
}

/** A library that runs in a Python process of its own. */
export interface Peer {
  readonly library: string;
  readonly version: string;
  readonly pid: number;
  /**
   * Runs a workload once; the first time, it also compiles it.
   * @throws Error if it fails, its samples are of another dtype, or the process ends
   */
  run(workload: string, dtype: string): Promise<Timed>;
  stop(): void;
}

/** Starts bench/peers/serve.py for a library and waits until it is imported. */
export async function startPeer(
  { root, python, threads }: { root: string; python: string; threads: number },
  library: string,
): Promise<Peer> {
  const child = spawn(python, ['serve.py', library, String(threads)], {
    cwd: path.join(root, 'bench', 'peers'),
    env: {
      ...process.env,
      OMP_NUM_THREADS: String(threads),
      // what XLA takes its number of threads from
      NPROC: String(threads),
      JAX_PLATFORMS: 'cpu',
      CUDA_VISIBLE_DEVICES: '',
      TORCHINDUCTOR_CACHE_DIR: path.join(root, '.cache', 'inductor'),
      PYTHONDONTWRITEBYTECODE: '1',
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-4000);
  });
  child.on('error', () => {}); // its output then ends, which is told below
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done !== true) return JSON.parse(value);
    const why = complaints.trim().split('\n').at(-1);
    throw new Error(`its process ended: ${why || 'without a word'}`);
  };
  const { version } = greeting.parse(await next());
  return {
    ...{ library, version, pid: child.pid as number },
    async run(workload, dtype) {
      child.stdin.write(`${workload}\n`);
      const answer = await next();
      const failure = failed.safeParse(answer);
      if (failure.success) throw new Error(failure.data.error);
      const { ms, law, dtype: got } = timed.parse(answer);
      if (law === null) return { ms };
      if (got !== dtype) throw new Error(`expected ${dtype}, got ${got}`);
      return { ms, law };
    },
    stop: () => child.stdin.end(),
  };
}
