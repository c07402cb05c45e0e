import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as solvers from '../../solvers/index.ts';
import { LossHistory, objectives, timeSamplings } from '../../src/train/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');
const programs = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, program]) => program ?? '');

/** The program as a reader runs it: in a file of the repository, types left out where it has some. */
function run(
  program: string,
  i: number,
): { status: number | null; stdout: string; stderr: string } {
  const file = `${root}readme-${i}.mjs`;
  writeFileSync(
    file,
    program.replaceAll(/\(x: Float64Array\)/g, '(x)').replaceAll(' as const', ''),
  );
  try {
    return spawnSync(process.execPath, [file], { cwd: root, encoding: 'utf8' });
  } finally {
    rmSync(file);
  }
}

describe('the programs of README.md run when pasted', () => {
  test.for([
    [0, /^ddpm: 20 network calls, mean log density -?\d+\.\d{3}\n(.*\n){2}dpmpp-2m: 20 .*\n$/],
    [1, /^\[ 1000, 2 \]\n$/],
    [2, /^Float64Array\(5\) \[/],
  ] as const)('program %i', ([i, printed]) => {
    const shorter = (programs[i] ?? '').replace(
      'seed: 1 });\nconst { x }',
      'seed: 1, steps: 50 });\nconst { x }',
    );
    const { status, stdout, stderr } = run(shorter, i);
    expect(stderr).toBe('');
    expect(stdout).toMatch(printed);
    expect(status).toBe(0);
  });
});

test('the first program has twelve lines', () => {
  expect(programs[0]?.trim().split('\n').length).toBeLessThanOrEqual(12);
});

test('the table of solvers names every one with its evaluations', () => {
  for (const make of Object.values(solvers)) {
    const { name, evaluationsPerStep } = make();
    expect(readme).toMatch(new RegExp(`^\\| \`${name}\` \\|.*\\| ${evaluationsPerStep} \\|`, 'm'));
  }
});

test('the table of objectives names every one, and every way to draw times', () => {
  const text = readFileSync(`${root}docs/objectives.md`, 'utf8');
  expect(readme).toContain('](docs/objectives.md)');
  const names = [...objectives, ...timeSamplings].map((make) => make().name);
  for (const name of [...names, 'hybrid', new LossHistory().name]) {
    expect(text).toMatch(new RegExp(`^\\| \`${name}\` \\|`, 'm'));
  }
});
