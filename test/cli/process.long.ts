import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'process-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('Ctrl-C while training exits 130 without a stack and leaves no file', async () => {
  const out = path.join(folder, 'report');
  const child = spawn(process.execPath, [main, 'compare', '--out', out]);
  let err = '';
  child.stderr.on('data', (chunk) => {
    if (err === '') child.kill('SIGINT');
    err += String(chunk);
  });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  expect(code).toBe(130);
  expect(err).not.toContain('    at ');
  expect(existsSync(out)).toBe(false);
});

test('a reader that closes the pipe is no error', async () => {
  const child = spawn(process.execPath, [main, 'solvers'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
  });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  expect([code, err]).toEqual([0, '']);
});
