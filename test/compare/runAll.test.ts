import { describe, expect, test } from 'vitest';
import type { CellStore, Ran } from '../../src/compare/index.ts';
import { type Job, runAll } from '../../src/compare/runAll.ts';

/** What several processes share: a store in memory. */
function shared(): CellStore & { readonly kept: Map<string, Ran> } {
  const kept = new Map<string, Ran>();
  const taken = new Set<string>();
  return {
    kept,
    read: async (name) => kept.get(name),
    claim: async (name) => {
      if (taken.has(name)) return undefined;
      taken.add(name);
      return async () => {
        taken.delete(name);
      };
    },
    write: async (name, ran) => {
      kept.set(name, ran);
    },
  };
}

/** Jobs that count how often each was run, and take a while. */
function counted(count: number, runs: Map<string, number>, store: CellStore): Job[] {
  return Array.from({ length: count }, (_, i): Job => {
    const name = `job ${i}`;
    const run = async (): Promise<Ran> => {
      await new Promise((resolve) => setTimeout(resolve, 1 + (i % 3)));
      runs.set(name, (runs.get(name) ?? 0) + 1);
      return { reason: `came out of ${name}` };
    };
    return { name, label: name, run, store };
  });
}

const quiet = { onJob: () => {} };

describe('cells that are kept', () => {
  test('two processes run each job once, and both have all that came out, in order', async () => {
    const [runs, store] = [new Map<string, number>(), shared()];
    const all = await Promise.all([
      runAll(counted(20, runs, store), quiet),
      runAll(counted(20, runs, store), quiet),
    ]);
    expect([...runs.values()]).toEqual(Array(20).fill(1));
    const expected = Array.from({ length: 20 }, (_, i) => ({ reason: `came out of job ${i}` }));
    for (const ran of all) expect(ran).toEqual(expected);
  });

  test('what was stopped goes on where it was', async () => {
    const [runs, store] = [new Map<string, number>(), shared()];
    const stop = new AbortController();
    const jobs = counted(6, runs, store);
    const onJob = ({ done }: { done: number }): void => {
      if (done === 3) stop.abort(new Error('stopped'));
    };
    await expect(runAll(jobs, { signal: stop.signal, onJob })).rejects.toThrow('stopped');
    const before = runs.size;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(6);
    await runAll(jobs, quiet);
    expect([...runs.values()]).toEqual(Array(6).fill(1));
  });

  test('a job that fails is given back', async () => {
    const store = shared();
    const failing: Job = {
      ...{ name: 'a', label: 'a', store },
      run: async () => {
        throw new Error('no memory');
      },
    };
    await expect(runAll([failing], quiet)).rejects.toThrow('no memory');
    expect(await store.claim('a')).toBeDefined();
    expect(store.kept.size).toBe(0);
  });
});
