import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, describe, expect, test } from 'vitest';
import type { Certification } from '../../src/certify/index.ts';
import { writeCertificates } from '../../src/cli/results/certificatesResult.ts';
import { run } from '../../src/cli/run.ts';
import { collected } from './collected.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'report-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (...names: string[]): string => path.join(folder, ...names);
const text = (...names: string[]): string => readFileSync(place(...names), 'utf8');

async function told(...args: string[]) {
  const { terminal, out, err } = collected();
  const code = await run(args, terminal);
  return { code, out: out(), err: err() };
}

const small = ['--steps', '2,4', '-n', '64', '--score', 'exact', '--seed', '1', '--quiet'];
const drawn = /\.(html|svg)$/;

/** What a page and its pictures are, by name, in a folder and those beneath it; and takes them away. */
function taken(name: string): Map<string, string> {
  const files = readdirSync(place(name), { recursive: true, encoding: 'utf8' });
  const found = files.filter((file) => drawn.test(file)).sort();
  return new Map(
    found.map((file) => {
      const content = text(name, file);
      rmSync(place(name, file));
      return [file, content];
    }),
  );
}

describe('tfjs-sde report draws byte for byte what was drawn when it was measured', () => {
  test('a comparison: the page and its pictures', async () => {
    await told(
      'compare',
      'eight-gaussians',
      '--solvers',
      'ddim,ddpm',
      ...small,
      '--out',
      place('one'),
    );
    const first = taken('one');
    expect([...first.keys()]).toEqual(['quality-exact.svg', 'report.html']);
    const again = await told('report', place('one'));
    expect([again.code, again.err]).toEqual([0, '']);
    expect(again.out).toBe(`report: ${place('one', 'report.html')}\n`);
    expect(taken('one')).toEqual(first);
  });

  test('with a network that was trained, and the error of its score', async () => {
    const flags = ['--steps', '2', '-n', '64', '--train-steps', '20', '--backend', 'wasm'];
    const out = ['--out', place('network'), '--seed', '1', '--solvers', 'ddim,ddpm', '--quiet'];
    await told('compare', 'eight-gaussians', ...flags, ...out);
    const first = taken('network');
    expect([...first.keys()]).toContain('score-error.svg');
    expect((await told('report', place('network'))).code).toBe(0);
    expect(taken('network')).toEqual(first);
  });

  test('several comparisons and their overview', async () => {
    const data = ['gaussian', 'gaussian(dimension=3)'];
    await told('compare', ...data, '--solvers', 'ddim', ...small, '--out', place('several'));
    const first = taken('several');
    expect(first.size).toBe(5);
    expect((await told('report', place('several'))).code).toBe(0);
    expect(taken('several')).toEqual(first);
  });

  test('a likelihood, which says its command, its numbers and those of each sample', async () => {
    const given = ['likelihood', 'gaussian', 'gaussian', '-n', '16', '--steps', '4'];
    const { code, out } = await told(...given, '--quiet', '--report', place('likelihood'));
    expect(code).toBe(0);
    expect(out).toContain(`report: ${place('likelihood', 'report.html')}`);
    const first = taken('likelihood');
    const { document } = parseHTML(first.get('report.html') ?? '');
    const command = 'npx tfjs-sde likelihood gaussian gaussian --steps 4 --samples 16';
    expect(document.querySelector('pre')?.textContent).toBe(command);
    expect(document.querySelector('.facts')?.textContent).not.toMatch(/\.\d{7}/);
    const row = document.querySelector('table tbody tr');
    const seen = out.match(/log-likelihood in nats {2}(.+?) {2}/)?.[1];
    expect(row?.children[1]?.textContent).toBe(seen);
    const counts = [...document.querySelectorAll('[aria-labelledby=each-sample] title')].map(
      (title) => Number.parseInt(title.textContent ?? '', 10),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(16);
    expect((await told('report', place('likelihood'))).code).toBe(0);
    expect(taken('likelihood')).toEqual(first);
  });

  test('measured samples, with what was refused, and options that are flags', async () => {
    const given = [
      'measure',
      'moons',
      'circles',
      '-n',
      '40',
      '--metrics',
      'energy,wasserstein,kid,neighbourhoods',
    ];
    const { code, out } = await told(...given, '--quiet', '--seed', 'a b', '--out', place('held'));
    expect(code).toBe(0);
    expect(out).toContain(`report: ${place('held', 'report.html')}`);
    const first = taken('held');
    const { document } = parseHTML(first.get('report.html') ?? '');
    expect(document.querySelector('pre')?.textContent).toBe(
      "npx tfjs-sde measure moons circles --metrics energy,wasserstein,kid,neighbourhoods --samples 40 --seed 'a b'",
    );
    const names = [...document.querySelectorAll('table tbody th')].map((th) => th.textContent);
    const refused = [...document.querySelectorAll('[aria-labelledby=not-measured] b')];
    expect([...names, ...refused.map((b) => b.textContent)].sort()).toEqual([
      ...['coverage', 'density', 'energy', 'kid', 'precision', 'recall', 'wasserstein'],
    ]);
    for (const about of document.querySelectorAll('table tbody td.wrap')) {
      expect(about.textContent?.length).toBeGreaterThan(20);
    }
    expect(document.querySelectorAll('.multiples figure')).toHaveLength(names.length);
    expect((await told('report', place('held'))).code).toBe(0);
    expect(taken('held')).toEqual(first);
  });

  test('certificates, with numbers that are not finite', async () => {
    const certification: Certification = {
      ...{ full: false, versions: { node: 'v20' }, command: 'npx tfjs-sde certify' },
      certificates: [
        {
          ...{ solver: 'wild', claim: 'weak order', problem: 'some', declared: 1 },
          ...{ observed: Number.NaN, interval: [-Infinity, Infinity], verdict: 'fails' },
          errors: [4, 8].map((steps) => ({ steps, error: Number.NaN })),
        },
      ],
    };
    await writeCertificates(place('certificates'), certification);
    const first = taken('certificates');
    expect(first.get('certificates.html')).toContain('[-Infinity, Infinity]');
    expect((await told('report', place('certificates'))).code).toBe(0);
    expect(taken('certificates')).toEqual(first);
  });
});

describe('what it cannot draw from is refused in one line, and nothing is written', () => {
  type Json = Record<string, unknown>;
  /** What is said of a folder whose file was changed, or taken away. */
  const damaged = async (
    change: (text: string) => string | undefined,
    file = 'comparison.json',
  ) => {
    await told('compare', 'gaussian', '--solvers', 'ddim', ...small, '--out', place('damaged'));
    taken('damaged');
    const changed = change(text('damaged', file));
    if (changed === undefined) rmSync(place('damaged', file));
    else writeFileSync(place('damaged', file), changed);
    const answer = await told('report', place('damaged'));
    expect(taken('damaged').size).toBe(0);
    return answer;
  };
  const json = (change: (json: Json) => Json) => (text: string) =>
    JSON.stringify(change(JSON.parse(text)));
  const inOneLine = (
    { code, out, err }: Awaited<ReturnType<typeof told>>,
    message: string,
  ): void => {
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^tfjs-sde: [^\n]+\n$/);
    expect(err).toContain(message);
  };

  test('a folder that is missing, or has no results', async () => {
    inOneLine(await told('report', place('none')), `${place('none')}: there is no such folder`);
    inOneLine(
      await told('report', folder),
      'has no results to draw a report from; expected comparison.json, overview.json',
    );
  });

  test('another format, and none', async () => {
    inOneLine(await damaged(json((own) => ({ ...own, format: 0 }))), 'has format 0, and this');
    inOneLine(
      await damaged(json(({ format: _, ...own }) => own)),
      'comparison.json: says no format',
    );
  });

  test('numbers that are missing, of another kind, or do not belong together', async () => {
    const cells = json((own) => ({ ...own, cells: 3 }));
    inOneLine(await damaged(cells), 'comparison.json: cells: ');
    const samples = json((own) => ({ ...own, samples: 'many' }));
    inOneLine(await damaged(samples), 'comparison.json: samples: ');
    inOneLine(
      await damaged(
        json((own) => ({ ...own, samples: [] })),
        'pictures.json',
      ),
      'pictures.json: has samples of 0 cells, and comparison.json has 2',
    );
  });

  test('a file that is not JSON, or is not there', async () => {
    inOneLine(await damaged((whole) => whole.slice(0, 99)), 'comparison.json: is not JSON');
    inOneLine(await damaged(() => undefined, 'pictures.json'), 'pictures.json: there is no such');
  });
});
