import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countOfData } from '../../src/cli/searched.ts';
import { eightGaussians, vp } from '../../src/problem/index.ts';
import { recommend } from '../../src/recommend/index.ts';
import { tinyFolder } from '../diffusers/tiny.ts';
import { told } from './collected.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'recommend-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (...names: string[]): string => path.join(folder, ...names);
const run = place('moons');
const withClasses = place('classes');
const imported = place('imported');
const wasm = ['--backend', 'wasm', '--quiet'];

beforeAll(async () => {
  const small = ['--model', 'mlp(width=16,depth=2,features=4)', '--steps', '20', ...wasm];
  const pictures = [
    '--model',
    'unet(channels=8,groups=4,headSize=8,condition=class)',
    '--steps',
    '2',
    ...wasm,
  ];
  const system = ['--system', 'classifier-free-guidance', '--batch', '4'];
  const made = [
    await told('train', '--data', 'moons', ...small, '--seed', '1', '--out', run),
    await told('train', ...system, '--data', 'glyphs', ...pictures, '--out', withClasses),
    await told('import', tinyFolder, '--out', imported),
  ];
  expect(made.map(({ code }) => code)).toEqual([0, 0, 0]);
}, 120_000);

const few = ['-n', '32', '--seed', '1', '--quiet'];

async function factsOf(...args: string[]) {
  const { code, out, err } = await told('recommend', ...args, ...few, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
}

/** The words of a command as a POSIX shell reads them. */
function wordsOf(command: string): string[] {
  const words = command.match(/(?:'[^']*'|[^\s'])+/g) ?? [];
  return words.map((word) => word.replaceAll("'", ''));
}

describe('tfjs-sde recommend', () => {
  test('says of an exact score what recommend does', async () => {
    const exact = eightGaussians();
    const found = await recommend(exact.denoiser(vp()), {
      ...{ budget: 6, exact, seed: 1, samples: 32 },
    });
    const facts = await factsOf('eight-gaussians', '--budget', '6');
    expect([facts.name, facts.distance, facts.rounds]).toEqual([
      ...[found.name, found.distance, found.rounds],
    ]);
    const { out } = await told('recommend', 'eight-gaussians', '--budget', '6', ...few);
    expect(out).toContain(`use    ${found.name} in ${found.steps} steps`);
    expect(out).toContain(`sample(reverse(denoiser), ${found.code});`);
  });

  test('gives commands that draw so and that repeat it', async () => {
    for (const [name, ...more] of [
      ['eight-gaussians', '--schedule', 'cosine', '--limit', 'clip(range=3)'],
      [run, '--backend', 'wasm'],
    ] as const) {
      const facts = await factsOf(name, '--budget', '5', ...more);
      const [npx, tfjsSde, ...again] = wordsOf(facts.command);
      expect([npx, tfjsSde]).toEqual(['npx', 'tfjs-sde']);
      const repeated = await told(...again, '--json', '--quiet');
      expect(JSON.parse(repeated.out)).toEqual(facts);
      const out = name === run ? place('samples.npy') : place('compared');
      const shell = wordsOf(facts.shell)
        .slice(2)
        .filter((word) => word !== 'samples.npy');
      const args = [...shell.filter((word) => word !== '--out'), '--out', out, ...few];
      const drawn = await told(...args, '--json', ...(name === run ? [] : ['-']));
      expect(drawn.code).toBe(0);
      const made = JSON.parse(drawn.out);
      const cell = name === run ? made : made.cells[0];
      expect(cell.evaluations).toBe(facts.evaluations);
      expect(facts.name).toContain(cell.solver);
    }
  });

  test('holds a network against its data, and lets the flow decide what they do not', async () => {
    const facts = await factsOf(run, '--budget', '5', '--backend', 'wasm', '--by', 'energy');
    expect(facts).toMatchObject({ by: 'energy', data: 'moons', budget: 5 });
    expect(facts.facts).toMatchObject({ 'training steps': 20, schedule: 'vp', backend: 'wasm' });
    // 32 samples tell few solvers apart
    const decided = await factsOf(run, '--budget', '5', '--backend', 'wasm');
    expect(decided.by).toBe('flow');
    expect(decided.finalists.every((each: { isStochastic: boolean }) => !each.isStochastic)).toBe(
      true,
    );
  });

  test('follows the flow of a network with as many calls as are given', async () => {
    const how = [run, '--budget', '3', '--by', 'flow', '--backend', 'wasm'];
    const [few, many] = [await factsOf(...how, '--flow-calls', '12'), await factsOf(...how)];
    expect(few.command).toContain('--flow-calls 12');
    expect(few.distance.value).not.toBe(many.distance.value);
  });

  test('holds samples against twice as many data, and against some thousands of them', () => {
    expect(countOfData(2, 256)).toBe(8192);
    expect(countOfData(2, 5000)).toBe(10_000);
    expect(countOfData(1024, 256)).toBe(2048);
    expect(countOfData(1024, 1500)).toBe(3000);
  });

  test('keeps a pace by the clock, and a target', async () => {
    // the clock of the test rises by 100 ms at each look: a draw takes that long, whatever its calls, and half as many again are paid for
    const pace = ['--milliseconds', '150', '--batch', '2', '--backend', 'wasm', '--by', 'energy'];
    const facts = await factsOf(run, ...pace);
    expect(facts).toMatchObject({
      milliseconds: 100,
      budget: 19,
      pace: { milliseconds: 150, batch: 2 },
    });
    const reached = await factsOf('eight-gaussians', '--target', '0.1');
    expect(reached.distance.value + reached.distance.error).toBeLessThanOrEqual(0.1);
    expect(reached.tried.length).toBeGreaterThan(1);
  });

  test('is guided to each class where that is asked for', async () => {
    const facts = await factsOf(
      withClasses,
      '--by',
      'energy',
      '--budget',
      '2',
      '--guidance',
      '2',
      '--backend',
      'wasm',
    );
    expect(facts.facts.guidance).toBe(2);
    expect(facts.shell).toContain('--class each --guidance 2');
    // guidance counts two calls a prediction
    expect([facts.steps, facts.evaluations]).toEqual([1, 2]);
  });

  test('leaves a report that is drawn again byte for byte', async () => {
    const out = place('report');
    const { code } = await told(
      'recommend',
      'eight-gaussians',
      '--budget',
      '4',
      '--out',
      out,
      ...few,
    );
    expect(code).toBe(0);
    const page = readFileSync(path.join(out, 'report.html'), 'utf8');
    const { finalists, rounds } = JSON.parse(
      readFileSync(path.join(out, 'recommendation.json'), 'utf8'),
    );
    // one round of 32 samples: nothing was left out, and six are told of
    expect(rounds.length).toBe(1);
    expect(finalists.length).toBe(6);
    const rows = [...parseHTML(page).document.querySelectorAll('table tbody tr')];
    const shown = rows.find((row) => row.textContent?.includes(finalists[0].name))?.parentElement;
    const chances = [...(shown?.children ?? [])].map((row) =>
      row.lastElementChild?.getAttribute('data-value'),
    );
    expect(chances.slice(1).map(Number)).toEqual(
      finalists.slice(1).map(({ chance }: { chance: number }) => Number(chance.toPrecision(6))),
    );
    rmSync(path.join(out, 'report.html'));
    expect(await told('report', out)).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(path.join(out, 'report.html'), 'utf8')).toBe(page);
  });
});

describe('what cannot be recommended is said in one line, and nothing is written', () => {
  test.each<[args: () => string[], message: string]>([
    [() => ['moons'], 'moons: is data whose law is not known; train a network on it'],
    [
      () => ['eight-gaussians', '--guidance', '1'],
      '--guidance: is of a run, eight-gaussians is a law',
    ],
    [
      () => ['eight-gaussians', '--backend', 'wasm'],
      '--backend: is of a run, eight-gaussians is a law',
    ],
    [() => ['eight-gaussians', '--budget', '0'], '--budget must be a positive integer, got "0"'],
    [
      () => ['eight-gaussians', '--budget', '5', '--target', '1'],
      'got more than one, expected one of them',
    ],
    [
      () => ['eight-gaussians', '--batch', '5'],
      '--batch: is of a draw that is timed; give --milliseconds',
    ],
    [() => ['eight-gaussians', '--by', 'fid'], 'unknown criterion "fid"'],
    [() => ['eight-gaussians', '--target', '0'], 'target must be a finite number above 0, got 0'],
    [() => ['eight-gaussians', '--milliseconds', '1'], 'no draw stayed within 1 ms; give more'],
    [() => [run, '--schedule', 'cosine'], `--schedule cosine: ${run} was trained on vp`],
    [() => [run, '--guidance', '2'], `the network of ${run} has no condition`],
    [() => [imported], `${imported}: was imported without data to hold its samples against`],
    [() => ['eight-gaussians', '--classifier', 'x'], '--classifier: guides where --guidance says'],
  ])('%#', async (args, message) => {
    const out = place('nothing');
    const { code, out: said, err } = await told('recommend', ...args(), ...few, '--out', out);
    expect([code, said]).toEqual([2, '']);
    expect(err).toMatch(/^tfjs-sde: [^\n]+\n$/);
    expect(err).toContain(message);
    expect(existsSync(out)).toBe(false);
  });
});
