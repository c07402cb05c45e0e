import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { Comparison } from '../../src/compare/index.ts';

const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'shared-'));
afterAll(() => rmSync(folder, { recursive: true }));

const how = ['--score', 'exact', '--steps', '5,10,20', '-n', '1024', '--repeats', '2', '--quiet'];

/** A process that compares in the shared folder. */
function compare(name: string) {
  const json = path.join(folder, `${name}.json`);
  const args = [main, 'compare', ...how, '--out', path.join(folder, 'sweep'), '--json', json];
  const child = spawn(process.execPath, args);
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const found = async (): Promise<Comparison> => {
    expect(await ended).toBe(0);
    return JSON.parse(readFileSync(json, 'utf8'));
  };
  return { child, ended, found };
}

test('two processes share a sweep: each cell is run by one, and one that is killed in the middle is stood in for', async () => {
  const killed = compare('killed');
  // as soon as some cells are there
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    try {
      const cells = readdirSync(path.join(folder, 'sweep', 'cells', 'exact'));
      if (cells.filter((name) => name.endsWith('.json')).length > 3) break;
    } catch {}
  }
  killed.child.kill('SIGKILL');
  expect(await killed.ended).toBe(null);
  const [a, b] = [compare('a'), compare('b')];
  const [first, second] = [await a.found(), await b.found()];
  // how long each cell took is the same in both, so that none was run twice
  expect(first.cells.length).toBe(7 * 3);
  expect(first.cells).toEqual(second.cells);
  expect(first.seed).toBe(second.seed);
  // but for what the killed one had written of a lock that it did not yet hold
  const begun = `.lock.${killed.child.pid}`;
  const left = readdirSync(path.join(folder, 'sweep', 'cells', 'exact')).filter(
    (name) => !name.endsWith(begun),
  );
  expect(left.filter((name) => !name.endsWith('.json'))).toEqual([]);
  expect(left.length).toBe(1 + 7 * 3 * 2);
});
