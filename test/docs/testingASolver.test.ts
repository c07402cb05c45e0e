import { describe, expect, test } from 'vitest';
import * as testing from '../../src/testing/index.ts';
import { page, programsOf, run } from './program.ts';

const path = 'docs/testing-a-solver.md';
const [solver = '', property = ''] = programsOf(path);

describe('the programs of docs/testing-a-solver.md run when pasted', () => {
  test('a solver of ten lines is certified in five', () => {
    const { status, stdout, stderr } = run(solver, 'testing-a-solver-0');
    expect(stderr).toBe('');
    expect(stdout).toMatch(
      /^order 2\.0\d in \[\d\.\d\d, \d\.\d\d\]\n(\d+ steps: \d\.\de-\d\n){3}$/,
    );
    expect(status).toBe(0);
    const [written = '', certified = ''] = solver.split('} satisfies OdeSolver;\n');
    expect(written.split('const ralston = {\n')[1]?.trim().split('\n')).toHaveLength(8);
    expect(certified.trim().split('\n').length).toBeLessThanOrEqual(5);
  });

  test('with the slip that the page names it fails with the line that the page shows', () => {
    const slipped = solver.replace(', t + (2 / 3) * h)', ', t)');
    expect(slipped).not.toBe(solver);
    const { status, stderr } = run(slipped, 'testing-a-solver-slip');
    expect(status).toBe(1);
    const [, shown = ''] = page(path).match(/^ {4}(ralston claims .*), \.\.\.$/m) ?? [];
    expect(stderr).toContain(shown || 'a line of the page');
  });

  test('a property of arbitraries', () => {
    expect(run(property, 'testing-a-solver-1')).toMatchObject({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });
});

test('the page names every check and every arbitrary', () => {
  const functions = Object.entries(testing).filter(([, value]) => typeof value === 'function');
  for (const [name] of functions) {
    if (name !== 'NotCertifiedError')
      expect(page(path), name).toMatch(new RegExp(`\`${name}[\`(]`));
  }
});
