import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { told } from './collected.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'solve-'));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (name: string): string => path.join(folder, name);

const solve = (...args: string[]) => told('solve', ...args);

const formulas = ['--drift', 'theta (mu - x)', '--diffusion', 'sigma'];
const parameters = ['--parameters', 'theta=2, mu=1, sigma=0.5', '--start', '0'];

describe('tfjs-sde solve', () => {
  test('tells the moments of a problem beside the exact ones', async () => {
    const { code, out } = await solve('ornstein-uhlenbeck', '--seed', '1', '--json', '--quiet');
    expect(code).toBe(0);
    const { moments } = JSON.parse(out);
    expect(moments).toHaveLength(2);
    for (const { value, error, exact } of moments) {
      // 1,000 paths of a fixed key, five standard errors, and Euler's own error at 256 steps, below 1 / 256
      expect(Math.abs(value - exact)).toBeLessThan(5 * error + 1 / 256);
    }
  });

  test('formulas give the paths that the problem of the same equation gives', async () => {
    const same = ['--seed', '7', '--steps', '16', '-n', '20', '--quiet'];
    const [a, b] = [place('a.csv'), place('b.csv')];
    await solve('ornstein-uhlenbeck', ...same, '--out', a);
    const { code, err } = await solve(...formulas, ...parameters, ...same, '--out', b);
    expect([code, err]).toEqual([0, '']);
    expect(readFileSync(b, 'utf8')).toBe(readFileSync(a, 'utf8'));
    const lines = readFileSync(a, 'utf8').trimEnd().split('\n');
    expect([lines[0], lines[1], lines.length]).toEqual(['path,t,x', '0,0,0', 1 + 20 * 17]);
  });

  test('writes arrays [paths, times, variables] and pictures', async () => {
    const [npy, svg] = [place('l.npy'), place('l.svg')];
    const same = ['noisy-lorenz', '--steps', '300', '-n', '5', '--quiet', '--solver', 'sra1'];
    await solve(...same, '--out', npy);
    // at most 257 times are kept
    expect(readFileSync(npy, 'latin1').slice(0, 128)).toMatch(/5, *257, *3/);
    await solve(...same, '--show', 'z', '--out', svg);
    expect(readFileSync(svg, 'utf8')).toMatch(/^<svg[\s\S]*↑ z[\s\S]*noisy-lorenz/);
  });

  test.for([
    ['no problem', [], 'needs a problem by name, or both --drift and --diffusion, got neither'],
    [
      'a solver for other noise',
      ['geometric-brownian-motion', '--solver', 'sra1'],
      'solves no SDE with diagonal noise; use dri1, ',
    ],
    [
      'a solver for diffusions',
      ['double-well', '--solver', 'ddim'],
      'solves no SDE with additive noise; use',
    ],
    [
      'a start of another length',
      ['noisy-lorenz', '--start', '1'],
      '--start needs a number for each of x, y, z, got 1',
    ],
    [
      'times that are the same',
      ['double-well', '--over', '1,1'],
      '--over must be two times that differ',
    ],
    ['an unknown variable', ['double-well', '--show', 'y'], '--show must be one of x, got y'],
    ['a name with formulas', ['double-well', '--drift', 'x'], 'has formulas of its own'],
    [
      'parameters that are none',
      [...formulas, '--parameters', 'theta'],
      '--parameters must be name=number between commas',
    ],
  ] as const)('%s is refused in one line', async ([, args, words]) => {
    const out = place('never.csv');
    const { code, err } = await solve(...args, '--out', out, '--quiet');
    expect(code).toBe(2);
    expect(err).toContain(words);
    expect(err.trimEnd()).not.toContain('\n');
    expect(existsSync(out)).toBe(false);
  });
});
