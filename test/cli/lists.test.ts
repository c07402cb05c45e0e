import { describe, expect, test } from 'vitest';
import { told } from './collected.ts';

describe.each([
  ['solvers', ['ddpm', 'ddim', 'euler-maruyama', 'milstein', 'sra1', 'sriw1', 'heun', 'dpmpp-2m']],
  ['solvers', ['dpm-solver-1', 'dpm-solver-2', 'dpm-solver-3', 'dpmpp-1', 'dpmpp-2s', 'dpmpp-3m']],
  ['solvers', ['edm', 'sde-dpmpp-1', 'sde-dpmpp-2m', 'sde-dpmpp-3m']],
  ['solvers', ['reverse-diffusion', 'predictor-corrector', 'annealed-langevin', 'iddpm']],
  ['solvers', ['unip', 'unipc', 'deis', 'ipndm', 'pndm', 'seeds-1', 'exponential-euler-maruyama']],
  ['grids', ['uniform', 'uniform-log-snr', 'karras', 'consecutive', 'leading', 'trailing']],
  ['grids', ['exponential', 'beta', 'quadratic', 'linspace', 'restart']],
  ['limits', ['clip', 'threshold']],
  ['schedules', ['vp', 'sub-vp', 've', 'edm', 'cosine', 'ddpm', 'flow']],
  ['models', ['mlp']],
  [
    'objectives',
    ['simple', 'x0', 'v', 'flow', 'likelihood', 'min-snr', 'edm', 'sliced', 'implicit', 'explicit'],
  ],
  ['problems', ['geometric-brownian-motion', 'ornstein-uhlenbeck', 'black-scholes']],
  [
    'times',
    ['stratified', 'uniform', 'discrete', 'levels', 'log-normal', 'logit-normal', 'importance'],
  ],
  ['datasets', ['eight-gaussians', 'moons', 'swiss-roll', 'checkerboard', 'spirals', 'circles']],
  ['datasets', ['ellipses', 'glyph-mixture', 'glyphs']],
])('tfjs-sde %s', (command, names) => {
  test('lists everything by name, a line each', async () => {
    const { code, out, err } = await told(command);
    const listed = out.split('\n').map((line) => line.split(' ')[0]);
    expect(listed).toEqual(expect.arrayContaining(names));
    expect([code, err]).toEqual([0, '']);
  });

  test('--json holds the same names, and nothing else is on stdout', async () => {
    const { code, out, err } = await told(command, '--json');
    const things: { name: string; options: object }[] = JSON.parse(out);
    expect(things.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    expect([code, err]).toEqual([0, '']);
  });
});

test('solvers are listed with orders, evaluations per step and sources', async () => {
  const { out } = await told('solvers', '--json');
  const things: { name: string }[] = JSON.parse(out);
  expect((await told('solvers')).out).toMatch(/^euler-maruyama .* strong 0\.5, weak 1 /m);
  expect(things.find(({ name }) => name === 'heun')).toMatchObject({
    options: {},
    order: { ode: 2 },
    'evaluations per step': 2,
    source: expect.stringMatching(/\d{4}/),
  });
});

test('limits are listed with sources, and Infinity is not lost in JSON', async () => {
  const things: { name: string; options: object }[] = JSON.parse(
    (await told('limits', '--json')).out,
  );
  expect(things.find(({ name }) => name === 'threshold')).toMatchObject({
    options: { percentile: 0.995, range: 1, max: 'Infinity' },
    source: expect.stringContaining('2205.11487'),
  });
});

test('every data set from the literature says where it comes from', async () => {
  const { out } = await told('datasets', '--json');
  const things: { name: string; about: string }[] = JSON.parse(out);
  for (const { name, about } of things) {
    if (!name.startsWith('gaussian')) expect(about, name).toMatch(/; (made here$|.+ \(?.*\d{4})/);
  }
});

test('backend says what computes', async () => {
  const { code, out } = await told('backend', '--backend', 'cpu');
  expect([code, out]).toEqual([0, expect.stringMatching(/^cpu: plain JavaScript/)]);
  expect(JSON.parse((await told('backend', '--backend', 'cpu', '--json')).out).name).toBe('cpu');
});

test('help and the version go to stdout and exit 0', async () => {
  expect(await told('--version')).toEqual({ code: 0, out: '0.1.0\n', err: '' });
  const help = await told('--help');
  expect([help.code, help.err]).toEqual([0, '']);
  expect(help.out).toContain('tfjs-sde compare moons');
  expect((await told('compare', '--help')).out).toContain('"beta = 0.1 + 19.9 t^2"');
});

describe('what the command line cannot use exits 2 with one line on stderr', () => {
  test.each([
    [['schedule'], "tfjs-sde: unknown command 'schedule' (Did you mean schedules?)"],
    [['solvers', '--jsn'], "tfjs-sde: unknown option '--jsn' (Did you mean --json?)"],
    [['solvers', 'heun'], 'tfjs-sde: too many arguments'],
    [['compare', '--steps'], "tfjs-sde: option '--steps <list>' argument missing"],
    [['backend', '--backend', 'wsam'], 'tfjs-sde: unknown backend "wsam"; did you mean "wasm"?'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await told(...args);
    expect(err.startsWith(message)).toBe(true);
    expect(err.trimEnd().split('\n').length).toBe(1);
    expect([code, out]).toEqual([2, '']);
  });
});
