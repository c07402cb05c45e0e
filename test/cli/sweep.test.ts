import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { Comparison } from '../../src/compare/index.ts';
import { collected, compare } from './collected.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sweep-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (...names: string[]): string => path.join(folder, ...names);
const small = ['--score', 'exact', '--solvers', 'ddim,ddpm', '--steps', '2,4', '-n', '64'];

const cellsIn = (name: string): string[] =>
  readdirSync(place(name, 'cells', 'exact'))
    .filter((file) => file !== 'sweep.json')
    .sort();
const comparisonIn = (name: string): Comparison =>
  JSON.parse(readFileSync(place(name, 'comparison.json'), 'utf8'));
/** All but how long it took. */
const timeless = (of: Comparison): string =>
  JSON.stringify({ ...of, command: '' }, (k, v) =>
    k === 'seconds' ? 0 : k === 'draws' ? v.length : v,
  );

describe('a sweep that was stopped', () => {
  test('goes on with the same seed where it was, and comes to the same end', async () => {
    const { terminal, abort } = collected();
    const said: string[] = [];
    const write = (text: string): boolean => {
      said.push(text);
      if (/^comparing 2\//.test(text)) abort();
      return true;
    };
    const stopping = { ...terminal, err: Object.assign(terminal.err, { write }) };
    expect(await run(['compare', ...small, '--out', place('stopped')], stopping)).toBe(130);
    expect(said.at(-1)).toBe('stopped; cells that have run are kept, the same command goes on\n');
    const before = cellsIn('stopped');
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(4);
    const files = before.map((file) => statSync(place('stopped', 'cells', 'exact', file)).ino);

    const { code, err } = await compare(...small, '--out', place('stopped'));
    expect(code).toBe(0);
    const { seed } = comparisonIn('stopped');
    expect(err).toContain(`goes on with ${before.length} cells that are there, seed ${seed}`);
    expect(cellsIn('stopped').length).toBe(4);
    const after = before.map((file) => statSync(place('stopped', 'cells', 'exact', file)).ino);
    expect(after).toEqual(files);

    await compare(...small, '--seed', String(seed), '--out', place('whole'));
    expect(timeless(comparisonIn('stopped'))).toBe(timeless(comparisonIn('whole')));
  });

  test('names the seed of the cells that are there where another one is given', async () => {
    const { seed } = comparisonIn('stopped');
    const { code, err } = await compare(...small, '--seed', '7', '--out', place('stopped'));
    expect(code).toBe(2);
    expect(err).toContain(`give --seed ${seed}, or give another --out`);
  });

  test('is extended by solvers, steps, grids and draws, and what is there is not run again', async () => {
    await compare(...small, '--seed', '3', '--out', place('grown'));
    const [file = ''] = cellsIn('grown').filter((name) => name.startsWith('ddim'));
    const at = place('grown', 'cells', 'exact', file);
    const cell = JSON.parse(readFileSync(at, 'utf8'));
    cell.ran.draw.energy.value = 123;
    writeFileSync(at, JSON.stringify(cell));
    const more = ['--solvers', 'ddim,heun', '--grids', 'own,karras', '--steps', '2,4,8'];
    const { code } = await compare(
      ...[...small.slice(0, 2), ...more, '-n', '64', '--repeats', '2'],
      '--out',
      place('grown'),
    );
    expect(code).toBe(0);
    // two of ddpm of before, and two solvers on two grids at three numbers of steps, twice
    expect(cellsIn('grown').length).toBe(2 + 2 * 2 * 3 * 2);
    const { cells, repeats } = comparisonIn('grown');
    expect([cells.length, repeats]).toEqual([12, 2]);
    expect(cells.filter(({ energy }) => energy.value > 60).length).toBe(1);
    for (const { draws } of cells) expect(draws.map(({ seed }) => seed)).toEqual([3, '3, draw 2']);
  });
});

describe('draws of their own', () => {
  test('are independent: the error of their mean is that of each over the root of their number', async () => {
    const how = [...small.slice(0, 2), '--solvers', 'ddim', '--steps', '2', '--seed', '5'];
    await compare(...how, '-n', '256', '--repeats', '16', '--out', place('repeated'));
    const [cell] = comparisonIn('repeated').cells;
    const values = cell?.draws.map(({ energy }) => energy.value) ?? [];
    const mean = values.reduce((sum, v) => sum + v, 0) / 16;
    const spread = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 15 / 16);
    expect(cell?.energy.value).toBeCloseTo(mean, 12);
    // a spread of 16 normals is within a factor of 2 of its mean but once in 40,000 (chi-square of 15)
    expect((cell?.energy.error ?? 0) / spread).toBeGreaterThan(0.5);
    expect((cell?.energy.error ?? 0) / spread).toBeLessThan(2);
  });
});

describe('several subjects', () => {
  test('each have a folder, and an overview counts where a solver is among the best', async () => {
    const out = place('several');
    const subjects = ['eight-gaussians', 'gaussian(dimension=3)'];
    const { code, out: told } = await compare(...subjects, ...small, '--seed', '1', '--out', out);
    expect(code).toBe(0);
    expect(readdirSync(out).sort()).toEqual([
      ...['eight-gaussians', 'gaussian-dimension=3', 'overview.json', 'report.html'],
    ]);
    const both = readdirSync(out)
      .filter((name) => !/\.(html|json)$/.test(name))
      .map((name) => comparisonIn(path.join('several', name)));
    expect(both.map(({ data }) => data)).toEqual(subjects);
    for (const [budget, column] of [
      [2, 1],
      [4, 2],
    ] as const) {
      for (const solver of ['ddim', 'ddpm']) {
        const best = both.filter(({ cells, picks }) => {
          const pick = picks.find((each) => each.budget === budget);
          return [pick?.best, ...(pick?.tied ?? [])].some(
            (i) => i !== undefined && cells[i]?.solver === solver,
          );
        });
        const line = told
          .slice(told.indexOf('Cases in which'))
          .split('\n')
          .find((each) => each.startsWith(`${solver} `));
        expect(line?.match(/\d of 2/g)?.[column - 1]).toBe(`${best.length} of 2`);
      }
    }
    const page = readFileSync(path.join(out, 'report.html'), 'utf8');
    for (const [, to = ''] of page.matchAll(/href="([^"]+report\.html)"/g)) {
      expect(existsSync(path.join(out, decodeURIComponent(to)))).toBe(true);
    }
  });
});

describe('a folder that holds something else is left as it is, and says what', () => {
  const out = place('other');
  const sweep = place('other', 'cells', 'exact', 'sweep.json');
  const changed = (change: (of: { version: string }) => unknown): string => {
    const before = readFileSync(sweep, 'utf8');
    const text = JSON.stringify(change(JSON.parse(before)));
    writeFileSync(sweep, text);
    return before;
  };

  test('other samples, another schedule, another seed', async () => {
    await compare(...small, '--seed', '1', '--out', out);
    const there = readFileSync(place('other', 'comparison.json'), 'utf8');
    const wrong = [
      [['-n', '128'], 'samples 64 there, 128 here'],
      [['--schedule', 've'], 'schedule vp there, ve here'],
      [['--seed', '2'], 'seed 1 there, 2 here'],
      [['--score-error', '0.1'], 'score error 0 there, 0.1 here'],
      [['gaussian-mixture'], 'data eight-gaussians there, gaussian-mixture here'],
    ] as const;
    for (const [args, why] of wrong) {
      const { code, err } = await compare(...small, ...args, '--out', out);
      expect(code).toBe(2);
      expect(err.trimEnd().split('\n').at(-1)).toBe(
        `tfjs-sde: ${path.dirname(sweep)}: holds cells of another sweep (${why}); ${why.startsWith('seed') ? 'give --seed 1, or ' : ''}give another --out, or delete ${path.dirname(sweep)} to begin anew`,
      );
      expect(readFileSync(place('other', 'comparison.json'), 'utf8')).toBe(there);
    }
  });

  test('another version, and files that are damaged', async () => {
    const before = changed((of) => ({ ...of, version: '0.0.9' }));
    const told = await compare(...small, '--out', out, '--quiet');
    expect([told.code, told.err]).toEqual([
      ...[2, expect.stringContaining('holds a sweep of tfjs-sde 0.0.9, this is ')],
    ]);
    writeFileSync(sweep, before.slice(0, 40));
    const cut = await compare(...small, '--out', out, '--quiet');
    expect([cut.code, cut.err]).toEqual([
      2,
      expect.stringMatching(/sweep\.json: is not JSON.*; delete its folder/),
    ]);
    writeFileSync(sweep, before);
    const [file = ''] = cellsIn('other');
    writeFileSync(place('other', 'cells', 'exact', file), '{"name": "ddim"}');
    const damaged = await compare(...small, '--out', out, '--quiet');
    expect([damaged.code, damaged.err]).toEqual([
      ...[2, expect.stringContaining(`${file}: ran: `)],
    ]);
    expect(damaged.err).toContain('; delete it, and the cell is run again');
  });
});
