import { describe, expect, test } from 'vitest';
import * as solvers from '../../solvers/index.ts';
import { LossHistory, objectives, timeSamplings } from '../../src/train/index.ts';
import { page, programsOf, run } from './program.ts';

const readme = page('README.md');
const programs = programsOf('README.md');

describe('the programs of README.md run when pasted', () => {
  test.for([
    [0, /^ddpm: 20 network calls, mean log density -?\d+\.\d{3}\n(.*\n){2}dpmpp-2m: 20 .*\n$/],
    [2, /^\[ 1000, 2 \]\n$/],
    [3, /^Float64Array\(5\) \[/],
  ] as const)('program %i', ([i, printed]) => {
    const shorter = (programs[i] ?? '').replace(
      'seed: 1 });\nconst { x }',
      'seed: 1, steps: 50 });\nconst { x }',
    );
    const { status, stdout, stderr } = run(shorter, `readme-${i}`);
    expect(stderr).toBe('');
    expect(stdout).toMatch(printed);
    expect(status).toBe(0);
  });
});

test('the program that recommends prints what its comment says', () => {
  const program = programs[1] ?? '';
  const { status, stdout, stderr } = run(program, 'readme-1');
  expect([status, stderr]).toEqual([0, '']);
  expect(program).toContain(`; // ${stdout}`);
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
  const text = page('docs/objectives.md');
  expect(readme).toContain('](docs/objectives.md)');
  const names = [...objectives, ...timeSamplings].map((make) => make().name);
  for (const name of [...names, 'hybrid', new LossHistory().name]) {
    expect(text).toMatch(new RegExp(`^\\| \`${name}\` \\|`, 'm'));
  }
});
