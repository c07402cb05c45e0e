import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { Comparison } from '../../src/compare/index.ts';
import { collected, compare } from './collected.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'compare-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (name: string): string => path.join(folder, name);
const small = ['--steps', '2,4', '-n', '64', '--train-steps', '20', '--backend', 'wasm'];

describe('tfjs-sde compare', async () => {
  const out = place('report');
  const solvers = ['--solvers', 'ddpm,heun@karras(rho=5),ddim(eta=0.5)'];
  const told = await compare(...small, ...solvers, '--seed', '7', '--out', out);
  const comparison: Comparison = JSON.parse(
    readFileSync(path.join(out, 'comparison.json'), 'utf8'),
  );

  test('trains a network, follows both scores, and leaves a report and its numbers', () => {
    expect(told.code).toBe(0);
    expect(readdirSync(out).sort()).toEqual([
      ...['cells', 'comparison.json', 'pictures.json', 'quality-exact.svg', 'quality-network.svg'],
      ...['report.html', 'score-error.svg'],
    ]);
    const all = [...comparison.cells, ...comparison.failures];
    const names = all.map(({ solver, grid, score }) => `${solver}@${grid} ${score}`);
    expect(names.length).toBe(3 * 2 * 2);
    expect(new Set(names)).toContain('heun@karras(rho=5) exact');
    expect(new Set(names)).toContain('ddim(eta=0.5)@uniform-log-snr network');
    expect(comparison).toMatchObject({
      seed: 7,
      backend: 'wasm',
      samples: 64,
      data: 'eight-gaussians',
    });
    expect(comparison.network).toMatchObject({ steps: 20 });
  });

  test('tells progress with loss on stderr, and results on stdout', () => {
    expect(told.err).toMatch(/^training \d+\/20 .*loss 0\.\d+$/m);
    expect(told.err).toMatch(/^comparing 12\/12 .*done$/m);
    expect(told.out).toContain('What to pick on the exact score');
    expect(told.out).toContain(`report: ${path.join(out, 'report.html')}`);
    expect(told.out).toContain(`again:  ${comparison.command}`);
  });

  test('the command it prints gives the same numbers again', async () => {
    const again = place('again');
    const flags = [...small, ...solvers, '--seed', '7', '--quiet', '--out', again];
    expect((await compare(...flags)).err).toBe('');
    const second = JSON.parse(readFileSync(path.join(again, 'comparison.json'), 'utf8'));
    const timeless = (of: Comparison) => JSON.stringify(of, (k, v) => (k === 'seconds' ? 0 : v));
    expect(timeless(second)).toBe(timeless(comparison));
  });
});

test('budgets and a deliberate error are followed, told in tables, and in the command that repeats it', async () => {
  const { code, out } = await compare(
    ...['--solvers', 'ddim,heun', '--evaluations', '5,10', '--score', 'exact', '--seed', '7'],
    ...['--score-error', '0.1', '-n', '64', '--quiet', '--out', place('error')],
  );
  expect(code).toBe(0);
  expect(out).toContain('on the exact score with an error of 0.1 (evaluations; * lowest)');
  expect(out).toMatch(/^solver +5 calls +10 calls$/m);
  const shown = ['ddim', 'heun'].map((solver) => {
    const line = out.match(new RegExp(`^${solver} .*\\(\\d+\\).*$`, 'm'))?.[0] ?? '';
    return [...line.matchAll(/(\S+) \((\d+)\)(\*?)/g)].map(([, value, calls, star]) => ({
      ...{ value: Number(value), calls: Number(calls), isLowest: star === '*' },
    }));
  });
  expect(shown.map((row) => row.map(({ calls }) => calls))).toEqual([
    [5, 10],
    [5, 9],
  ]);
  expect(shown[1]?.[0]?.isLowest).toBe(true); // heun with 3 steps, where ddim has 5
  for (const column of [0, 1]) {
    const [ddim, heun] = shown.map((row) => row[column]);
    expect(ddim?.isLowest).toBe((ddim?.value ?? 0) < (heun?.value ?? 0));
    expect(heun?.isLowest).toBe((heun?.value ?? 0) < (ddim?.value ?? 0));
  }
  const { scoreError, command }: Comparison = JSON.parse(
    readFileSync(path.join(place('error'), 'comparison.json'), 'utf8'),
  );
  expect(scoreError).toBe(0.1);
  expect(command).toContain('--solvers ddim,heun --evaluations 5,10 --samples 64');
  expect(command).toContain('--score exact --score-error 0.1');
  const picture = readFileSync(path.join(place('error'), 'quality-exact.svg'), 'utf8');
  expect(picture).toContain('eight-gaussians on the exact score with an error of 0.1, 64 samples');
});

test("--flow-calls holds deterministic solvers against the end of the network's own flow, and is in the command that repeats it", async () => {
  const flags = [...small, '--score', 'network', '--solvers', 'ddim,heun', '--seed', '7'];
  const { code, out } = await compare(...flags, '--flow-calls', '60', '--out', place('flow'));
  expect(code).toBe(0);
  expect(out).toMatch(/end of the network's own flow x 1000 \(known to \S+, from 60 calls\)/);
  const { cells, flows, command }: Comparison = JSON.parse(
    readFileSync(path.join(place('flow'), 'comparison.json'), 'utf8'),
  );
  expect(flows).toEqual({ calls: 60, network: expect.any(Number) });
  for (const { flowDistance } of cells) expect(flowDistance).toBeGreaterThan(0);
  expect(command).toContain('--flow-calls 60');
  // data whose law is not known have no score to be held against
  await compare('moons', ...flags, '--out', place('moons'));
  expect(readdirSync(place('moons'))).not.toContain('score-error.svg');
  expect(readdirSync(place('flow'))).toContain('score-error.svg');
});

test('--json - gives JSON and nothing else on stdout', async () => {
  const flags = [...small, '--score', 'exact', '--solvers', 'ddim', '--out', place('json')];
  const { code, out } = await compare('gaussian(dimension=3)', ...flags, '--json', '-');
  const { data, dimension, network, backend }: Comparison = JSON.parse(out);
  expect(code).toBe(0);
  expect([data, dimension, network]).toEqual(['gaussian(dimension=3)', 3, undefined]);
  expect(backend).not.toBe('wasm');
});

test('--limit holds x0 on both scores, is told, and is in the command that repeats', async () => {
  const limit = ['--limit', 'threshold(percentile=0.5,range=0.1)'];
  const flags = [...small, '--solvers', 'ddim,ddpm', '--seed', '7'];
  const told = await compare(...flags, ...limit, '--out', place('limited'));
  await compare(...flags, '--out', place('free'));
  const [held, free] = ['limited', 'free'].map(
    (name): Comparison =>
      JSON.parse(readFileSync(path.join(place(name), 'comparison.json'), 'utf8')),
  );
  expect([told.code, held?.limit, free?.limit]).toEqual([0, limit[1], undefined]);
  expect(told.out).toContain(`x0 held by ${limit[1]}`);
  expect(held?.command).toContain(`--limit '${limit[1]}'`);
  expect(readFileSync(path.join(place('limited'), 'report.html'), 'utf8')).toContain(
    `with x0 held by ${limit[1]}`,
  );
  for (const [i, cell] of (held?.cells ?? []).entries()) {
    // two steps end near the mean, which is within limits
    if (cell.steps > 2) expect(cell.energy.value).not.toBe(free?.cells[i]?.energy.value);
  }
});

test('the schedule of zero terminal SNR is compared on the exact score, from pure noise on', async () => {
  const flags = ['--score', 'exact', '--solvers', 'ddim@trailing,dpmpp-2m,unipc@trailing'];
  const { code, out } = await compare(
    ...[...small, ...flags, '--schedule', 'ddpm(zeroTerminalSnr=true)'],
    ...['--out', place('zero'), '--json', '-'],
  );
  const { cells, failures }: Comparison = JSON.parse(out);
  expect([code, cells.length, failures]).toEqual([0, 6, []]);
  for (const { flowDistance } of cells) expect(flowDistance).toBeLessThan(2);
});

test("a user's own points are compared on the network's score, by a schedule of their own", async () => {
  const file = place('points.csv');
  writeFileSync(
    file,
    Array.from({ length: 40 }, (_, i) => `${Math.sin(i)},${Math.cos(3 * i)}`).join('\n'),
  );
  const flags = [...small, '--solvers', 'ddpm', '--out', place('own'), '--json', place('own.json')];
  const { code } = await compare(file, ...flags, '--schedule', 'beta = 0.1 + 19.9 t^2');
  const comparison: Comparison = JSON.parse(readFileSync(place('own.json'), 'utf8'));
  expect(code).toBe(0);
  expect(comparison).toMatchObject({ data: file, schedule: 'beta = 0.1 + 19.9 t^2' });
  const all = [...comparison.cells, ...comparison.failures];
  expect(all.map(({ score }) => score)).toEqual(['network', 'network']);
});

test('Ctrl-C exits 130 and leaves no report: nothing at all while training, what has run while comparing', async () => {
  for (const at of ['training', 'comparing']) {
    const { terminal, abort, err } = collected();
    const out = place(`interrupted ${at}`);
    const stopping = {
      ...terminal,
      err: Object.assign(terminal.err, {
        write: (text: string) => {
          if (text.startsWith(at)) abort();
          return true;
        },
      }),
    };
    const code = await run(['compare', ...small, '--out', out], stopping);
    expect([code, err()]).toEqual([130, '']);
    expect(existsSync(out) ? readdirSync(out) : []).toEqual(at === 'training' ? [] : ['cells']);
  }
});

describe('bad input ends with one line, code 2 and no file', () => {
  const written = (name: string, text: string): string => {
    writeFileSync(place(name), text);
    return place(name);
  };
  const file = written('file', '');
  test.each<[string[], string | RegExp]>([
    [['moon'], 'unknown data set "moon"; did you mean "moons"? Known: eight-gaussians, '],
    [['--solvers', 'huen'], 'unknown solver "huen"; did you mean "heun"?'],
    [['--solvers', 'heun@karas'], 'unknown grid "karas"; did you mean "karras"?'],
    [['--solvers', 'ddim(eta=2)'], 'ddim: eta must be in [0, 1], got 2'],
    [['--solvers', 'ddim(eta 2)'], 'solver "ddim(eta 2)", character 10: expected "="'],
    [
      ['--solvers', 'ddim,iddpm'],
      'solver iddpm needs a network that has learned its variance, and this one has not; use ddpm',
    ],
    [['--solvers', 'ddim,ddim'], 'solvers: ddim@uniform-log-snr at 5 steps is listed twice'],
    [['--solvers', 'ddpm@consecutive'], 'schedule vp has no training times'],
    [['--schedule', 'edn'], 'unknown schedule "edn"; did you mean "edm"?'],
    [['--schedule', 'beta = 0.1 + u'], 'u'],
    [['--schedule', 'beta = -1'], 'must not be negative'],
    [['--schedule', 'beta = 1/t'], 'beta could not be integrated'],
    [['--schedule', 'beta = log(t)'], 'beta'],
    [
      ['--schedule', 'ddpm(zeroTerminalSnr=true)'],
      'schedule ddpm: leaves nothing of the data at t = 1, where a network that predicts eps',
    ],
    [['--limit', 'clip(range=0)'], 'clip: range must be a finite number above 0, got 0'],
    [['--limit', 'clp'], 'unknown limit "clp"; did you mean "clip"? Known: clip, threshold'],
    [['--limit', 'clip(1)'], 'limit "clip(1)", character 7: expected "=" after option 1'],
    [['--solvers', 'ddim@leading(ofset=1)'], 'unknown option of leading "ofset"; did you mean'],
    [['--solvers', 'ddim@karras(finalSigma=one)'], 'karras: finalSigma must be one of zero, min'],
    [['--steps', '5,0'], '--steps must be positive integers between commas'],
    [['--samples', '-3'], '--samples must be an integer of at least 8'],
    [['--score', 'exakt'], 'unknown score "exakt"; did you mean "exact"?'],
    [['--evaluations', '5,0'], '--evaluations must be positive integers between commas'],
    [['--repeats', '0'], '--repeats must be a positive integer, got "0"'],
    [['--grids', 'own,karas'], 'unknown grid "karas"; did you mean "karras"?'],
    [['--grids', 'own,own'], 'ddpm@uniform-log-snr at 5 steps is listed twice'],
    [['--guidance', '1'], '--guidance: eight-gaussians has no classes to be guided to'],
    [['--guidance', 'much'], '--guidance must be numbers between commas, got "much"'],
    [['--classifier', 'runs/judge'], '--classifier: guides where --guidance says how much'],
    [['moons', 'moons'], 'compare: moons is listed twice'],
    [['--evaluations', '5', '--steps', '5'], '--steps and --evaluations say the same twice'],
    [['--score-error', '-1'], '--score-error must be a number of at least 0, got "-1"'],
    [['--score-error', '0.1', '--score', 'network'], 'it is the exact score that is made to err'],
    [['moons', '--score-error', '0.1'], 'it is the exact score that is made to err'],
    [['--flow-calls', '-1'], '--flow-calls must be an integer of at least 0, got "-1"'],
    [['ellipses(shapes=0)'], 'ellipses: shapes must be a positive integer, got 0'],
    [['moons', '--score', 'exact'], '--score exact: the law of moons is not known'],
    [['--backend', 'wsam'], 'unknown backend "wsam"; did you mean "wasm"?'],
    [['--out', file], `--out must be a folder, ${file} is a file`],
    [['--json', folder], '--json must be a file'],
    [[place('none.csv')], 'none.csv'],
    [['data.parquet'], 'data.parquet: there is no such file or folder'],
    [[folder], 'expected PNG files, data_batch_*.bin, train.bin or train-images-idx3-ubyte'],
    [['--out', ''], '--out must not be empty'],
    [['--json', ''], '--json must not be empty'],
    [['-n', '1e12'], '--samples must be an integer of at least 8, got "1e12"'],
    [
      ['-n', '100000000'],
      '--samples: 100000000 samples of 2 values are more than 100000000 values',
    ],
    [['gaussian-mixture(dimension=1e9)'], 'gaussian-mixture: 10 means of 1000000000 elements'],
    [['gaussian(dimension=1e9)'], 'gaussian: dimension must be in [1, 100000], got 1000000000'],
    [[written('empty.csv', '')], 'empty.csv'],
    [[written('ragged.csv', '1,2\n3\n')], /ragged\.csv.*2/],
    [[written('nan.csv', '1,2\n3,NaN\n')], /nan\.csv.*2/],
    [[written('text.npy', 'no array')], 'text.npy'],
  ])('%j', async (args, message) => {
    const out = args.includes('--out') ? [] : ['--out', place('nothing')];
    const told = await compare(...args, ...out);
    expect(told.err.trimEnd().split('\n').length).toBe(1);
    expect(told.err).toMatch(/^tfjs-sde: /);
    if (typeof message === 'string') expect(told.err).toContain(message);
    else expect(told.err).toMatch(message);
    expect([told.code, told.out, existsSync(place('nothing'))]).toEqual([2, '', false]);
  });
});
