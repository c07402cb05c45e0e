import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { programsOf } from '../docs/program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'tfjs-sde-'));
const run = (command: string, args: readonly string[], cwd = folder): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Holds a program to its types. */
function compile(file: string): void {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const strict = ['--noEmit', '--strict', '--skipLibCheck'];
  run('node', [tsc, ...strict, '--target', 'es2022', '--module', 'nodenext', file]);
}

describe('npm pack, then npm i that.tgz in an empty folder', () => {
  beforeAll(() => {
    const [packed] = JSON.parse(
      run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
    );
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
    run('npm', ['install', '--no-audit', '--no-fund', path.join(folder, packed.filename)]);
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('gives a working library', () => {
    writeFileSync(
      path.join(folder, 'program.mjs'),
      `import { eightGaussians, reverse, sample, vp } from 'tfjs-sde';
       import { dpmpp2m } from 'tfjs-sde/solvers';
       import { mlp } from 'tfjs-sde/models';
       const { x } = await sample(reverse(eightGaussians().denoiser(vp())), { solver: dpmpp2m(), samples: 64, seed: 7 });
       console.log(x.length, x.every(Number.isFinite), typeof mlp);`,
    );
    expect(run('node', ['program.mjs'])).toBe('128 true function\n');
  });

  test('gives its types', () => {
    writeFileSync(
      path.join(folder, 'program.ts'),
      `import { edm, eightGaussians, reverse, sample } from 'tfjs-sde';
       import { heun } from 'tfjs-sde/solvers';
       const { x } = await sample(reverse(eightGaussians().denoiser(edm())), { solver: heun() });
       x satisfies Float64Array;
       // @ts-expect-error a solver is not its name
       await sample(reverse(eightGaussians().denoiser(edm())), { solver: 'heun' });`,
    );
    compile('program.ts');
  });

  test('gives a working command', () => {
    const listed: unknown = JSON.parse(
      run('npx', ['--no-install', 'tfjs-sde', 'solvers', '--json']),
    );
    expect(JSON.stringify(listed)).toContain('"ddpm"');
    run('npx', [
      ...['--no-install', 'tfjs-sde', 'compare', 'moons', '--solvers', 'ddim,ddpm', '--steps', '5'],
      ...['-n', '200', '--train-steps', '50', '--out', 'report', '--quiet'],
    ]);
    expect(run('ls', ['report'])).toContain('report.html');
  });

  test('gives checks of solvers to those who install fast-check, which nothing else needs', () => {
    expect(existsSync(path.join(folder, 'node_modules/fast-check'))).toBe(false);
    const flags = ['--no-audit', '--no-fund', '--save-dev'];
    run('npm', ['install', ...flags, `fast-check@${manifest.devDependencies['fast-check']}`]);
    writeFileSync(
      path.join(folder, 'checked.mjs'),
      `import { hasOdeOrder } from 'tfjs-sde/testing';
       import { heun } from 'tfjs-sde/solvers';
       console.log((await hasOdeOrder(heun())).verdict);
       await hasOdeOrder(heun(), 3).catch(({ message }) => console.log(message));`,
    );
    const told = run('node', ['checked.mjs']);
    expect(told).toMatch(/^holds\nheun claims flow order 3; seen on .*\n$/);
    for (const [i, program] of programsOf('docs/testing-a-solver.md').entries()) {
      writeFileSync(path.join(folder, `page-${i}.ts`), program);
      compile(`page-${i}.ts`);
    }
  });
});
