import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ddim, dpmpp2m } from '../../solvers/index.ts';
import type { AnySolver, Certification } from '../../src/certify/index.ts';
import { exitCode } from '../../src/cli/exitCode.ts';
import { run } from '../../src/cli/run.ts';
import { certifyAll } from '../../src/cli/runCertification.ts';
import { collected, told } from './collected.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'certify-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (name: string): string => path.join(folder, name);

const certify = (...args: string[]) => told('certify', ...args);

/** The same for solvers that no catalogue holds. */
async function certifyThese(
  solvers: readonly AnySolver[],
  json?: string,
  { terminal, out, err } = collected(),
) {
  const options = { full: false, json, out: place('these'), quiet: true };
  const code = await certifyAll(solvers, 'again', options, terminal).then(
    () => 0,
    (error) => exitCode(error, terminal),
  );
  return { code, out: out(), err: err() };
}

describe('tfjs-sde certify', async () => {
  const out = place('certificates');
  const told = await certify('heun, ddim(eta=1),sriw1', '--out', out, '--json', place('own.json'));
  const numbers = readFileSync(path.join(out, 'certificates.json'), 'utf8');
  const { certificates, ...rest }: Certification = JSON.parse(numbers);

  test('leaves a page and its numbers, and a copy of them where it is told', () => {
    expect(told.code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['certificates.html', 'certificates.json']);
    expect(readFileSync(place('own.json'), 'utf8')).toBe(numbers);
    expect(certificates.map(({ solver, claim }) => [solver, claim])).toEqual([
      ['heun', 'tableau'],
      ['heun', 'flow order'],
      ['ddim(eta=1)', 'weak order'],
      ['sriw1', 'tableau'],
      ['sriw1', 'strong order'],
      ...Array.from({ length: 3 }, () => ['sriw1', 'weak order']),
    ]);
    expect(rest).toMatchObject({
      full: false,
      command: "npx tfjs-sde certify 'heun, ddim(eta=1),sriw1'",
      versions: { 'tfjs-sde': '0.1.0' },
    });
  });

  test('prints a line for every claim, and progress on stderr', () => {
    const lines = told.out.split('\n');
    expect(lines[0]).toMatch(/^solver +claim +problem +declared +observed +interval +verdict$/);
    expect(lines[2]).toMatch(
      /^heun +flow order +probability flow of three Gaussians +2 +2\.00 +\[1\.99, 2\.01\] +holds$/,
    );
    expect(told.out).toMatch(/^sriw1 +tableau +33 order conditions +<= 1\.0e-13 +1\.1e-16 /m);
    expect(told.out).toContain('8 of 8 claims hold');
    expect(told.out).toContain(`page:  ${path.join(out, 'certificates.html')}`);
    expect(told.err).toMatch(/^certifying 3\/3 .*done$/m);
  });

  test('the command it prints gives the same numbers again', async () => {
    const again = await certify('heun, ddim(eta=1),sriw1', '--out', place('again'), '--quiet');
    expect([again.code, again.err]).toEqual([0, '']);
    expect(readFileSync(path.join(place('again'), 'certificates.json'), 'utf8')).toBe(numbers);
  });
});

test('--json - gives JSON and nothing else on stdout; --full doubles the steps once more', async () => {
  const { code, out } = await certify('dpmpp-2m', '--full', '--json', '-', '--out', place('json'));
  const { certificates, full, command }: Certification = JSON.parse(out);
  expect([code, full, command]).toEqual([0, true, 'npx tfjs-sde certify dpmpp-2m --full']);
  expect(certificates[0]?.errors.map(({ steps }) => steps)).toEqual([32, 64, 128, 256]);
});

test('a solver that does not keep what it says ends with one line and code 3, when all is written', async () => {
  const [liar, boaster] = [
    { ...dpmpp2m(), name: 'liar', order: { ode: 3 } },
    { ...dpmpp2m(), name: 'boaster', order: { ode: 4 } },
  ];
  const told = await certifyThese([ddim(), liar]);
  expect(told.code).toBe(3);
  expect(told.err).toMatch(/^tfjs-sde: liar claims flow order 3; seen on .*: 2 in \[.*\n$/);
  expect(told.out).toContain('1 of 2 claims hold');
  const page = readFileSync(path.join(place('these'), 'certificates.html'), 'utf8');
  expect(page).toContain('1 of 2 claims fail:');
  expect((await certifyThese([liar, boaster])).err).toBe(
    'tfjs-sde: 2 certificates fail: liar flow order, boaster flow order\n',
  );
});

test('a higher order than declared is no failure', async () => {
  const modest = { ...dpmpp2m(), name: 'modest', order: { ode: 1 } };
  expect(await certifyThese([modest])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^modest .* exceeds$/m),
  });
});

test('numbers that are not finite are text in JSON', async () => {
  const wild: AnySolver = {
    ...dpmpp2m(),
    name: 'wild',
    order: { weak: 1 },
    step: ({ problem, x }) => ({ x: problem.space.combine([Number.NaN, x]) }),
  };
  const { code, out } = await certifyThese([wild], '-');
  expect(code).toBe(3);
  expect(JSON.parse(out).certificates[0]).toMatchObject({
    observed: 'NaN',
    interval: ['NaN', 'NaN'],
    verdict: 'fails',
  });
});

test('a solver that diverges fails its certificates, and the others are still seen', async () => {
  const away = (order: AnySolver['order']): AnySolver => ({
    ...dpmpp2m(),
    name: `away by ${Object.keys(order)}`,
    order,
    step: ({ problem, x }) => ({ x: problem.space.combine([1e9, x]) }),
  });
  const told = await certifyThese([
    away({ ode: 1 }),
    away({ strong: 1 }),
    away({ weak: 1 }),
    ddim(),
  ]);
  expect(told.code).toBe(3);
  expect(told.err).toBe(
    'tfjs-sde: 3 certificates fail: away by ode flow order, away by strong strong order, away by weak weak order\n',
  );
  expect(told.out).toMatch(/^ddim .* holds$/m);
});

test.for([{ ode: 1 }, { strong: 1 }, { weak: 1 }, {}])(
  'Ctrl-C ends a run that certifies %j before its next step',
  async (order) => {
    const { abort, ...told } = collected();
    let steps = 0;
    const stopped: AnySolver = {
      ...dpmpp2m(),
      order,
      ...(Object.keys(order).length === 0 && { bias: 1 }),
      step: (at) => {
        steps++;
        abort();
        return dpmpp2m().step(at);
      },
    };
    expect([(await certifyThese([stopped], undefined, { abort, ...told })).code, steps]).toEqual([
      130, 1,
    ]);
  },
);

test('Ctrl-C leaves no file and exits 130', async () => {
  const { terminal, abort } = collected();
  abort();
  const out = place('interrupted');
  expect([await run(['certify', 'heun', '--out', out], terminal), existsSync(out)]).toEqual([
    130,
    false,
  ]);
});

describe('bad input ends with one line, code 2 and no file', () => {
  writeFileSync(place('file'), '');
  test.each([
    [['huen'], 'unknown solver "huen"; did you mean "heun"?'],
    [['ddim(eta=2)'], 'ddim: eta must be in [0, 1], got 2'],
    [['heun@karras'], 'certificates are on equal steps of logSnr or of time, got heun@karras'],
    [['heun,ddim,heun()'], 'solvers: heun is listed twice'],
    [['heun', '--out', ''], '--out must not be empty'],
    [['heun', '--json', ''], '--json must not be empty'],
    [['heun', '--json', folder], '--json must be a file'],
    [['heun', '--out', place('file')], '--out must be a folder'],
    [[''], 'solver'],
  ])('%j', async (args, message) => {
    const out = args.includes('--out') ? [] : ['--out', place('nothing')];
    const told = await certify(...args, ...out);
    expect(told.err).toMatch(/^tfjs-sde: .*\n$/);
    expect(told.err).toContain(message);
    expect([told.code, told.out, existsSync(place('nothing'))]).toEqual([2, '', false]);
  });
});
