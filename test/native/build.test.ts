import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { cacheFolder, keep, kept } from '../../src/native/cache.ts';
import { execute } from '../../src/native/execute.ts';
import { npmComplaint } from '../../src/native/npm.ts';
import { place, placedLibraries, unplace } from '../../src/native/placed.ts';
import { spaceProblem } from '../../src/native/space.ts';
import { systemProblem } from '../../src/native/system.ts';

const temporary = mkdtempSync(path.join(tmpdir(), 'build-'));
afterAll(() => rmSync(temporary, { recursive: true }));

describe('a system is supported', () => {
  const supported = { platform: 'linux', arch: 'x64', hasGlibc: true, hasAvx: true };
  test('if it is Linux x64 with glibc and AVX', () => {
    expect(systemProblem(supported)).toBeUndefined();
  });
  test.each([
    [{ platform: 'win32' }, 'this is win32 x64'],
    [{ arch: 'arm64' }, 'this is linux arm64'],
    [{ hasGlibc: false }, 'needs glibc'],
    [{ hasAvx: false }, 'needs a processor with AVX'],
  ])('else it is said why: %j', (other, why) => {
    expect(systemProblem({ ...supported, ...other })).toContain(why);
  });
});

test('folders on one disk share its space', () => {
  const { bavail, bsize } = statfsSync(temporary);
  const most = {
    folder: path.join(temporary, 'not', 'there'),
    megabytes: (0.6 * bavail * bsize) / 1e6,
  };
  expect(spaceProblem([most])).toBeUndefined();
  expect(spaceProblem([most, { ...most, folder: temporary }])).toContain('GB are free');
});

describe('the cache', () => {
  beforeEach(() => {
    vi.stubEnv('TFJS_SDE_CACHE', path.join(temporary, 'cache'));
    return () => vi.unstubAllEnvs();
  });

  test('is where TFJS_SDE_CACHE says, else XDG_CACHE_HOME, else ~/.cache', () => {
    expect(cacheFolder()).toBe(path.join(temporary, 'cache'));
    vi.stubEnv('TFJS_SDE_CACHE', '');
    vi.stubEnv('XDG_CACHE_HOME', '/caches');
    expect(cacheFolder()).toBe('/caches/tfjs-sde');
    vi.stubEnv('XDG_CACHE_HOME', '');
    expect(cacheFolder()).toBe(path.join(homedir(), '.cache/tfjs-sde'));
  });

  test('holds a folder whole or not at all', async () => {
    const fail = async (folder: string): Promise<void> => {
      await writeFile(path.join(folder, 'half'), '');
      expect(kept('thing').isThere).toBe(false);
      throw new Error('refused');
    };
    await expect(keep('thing', fail)).rejects.toThrow('refused');
    expect(existsSync(cacheFolder())).toBe(false);
    const folder = await keep('thing', (part) => writeFile(path.join(part, 'all'), ''));
    expect(readdirSync(cacheFolder())).toEqual(['thing']);
    expect(readdirSync(folder)).toEqual(['all']);
  });

  test('is not made twice', async () => {
    await keep('once', () => Promise.resolve());
    await keep('once', () => expect.fail('made again'));
  });

  test('that cannot be written to is named', async () => {
    const file = path.join(temporary, 'file');
    writeFileSync(file, '');
    vi.stubEnv('TFJS_SDE_CACHE', path.join(file, 'cache'));
    await expect(keep('thing', () => Promise.resolve())).rejects.toThrow(
      `${path.join(file, 'cache')} cannot be written to; name another folder in TFJS_SDE_CACHE`,
    );
  });
});

test('a build that is taken out of a project stays in the cache', async () => {
  const [binding, libraries, addon] = ['binding', 'libraries', 'addon'].map((name) => {
    const folder = path.join(temporary, name);
    mkdirSync(folder);
    return folder;
  }) as [string, string, string];
  writeFileSync(path.join(libraries, 'library'), '');
  writeFileSync(path.join(addon, 'tfjs_binding.node'), 'compiled');
  await place(binding, libraries, addon);
  await place(binding, libraries, addon);
  expect(placedLibraries(binding)).toBe(libraries);
  expect(existsSync(path.join(binding, 'deps/library'))).toBe(true);
  expect(readFileSync(path.join(binding, 'lib/napi-v8/tfjs_binding.node'), 'utf8')).toBe(
    'compiled',
  );
  await unplace(binding);
  expect(placedLibraries(binding)).toBeUndefined();
  expect(readdirSync(binding)).toEqual([]);
  expect([readdirSync(libraries), readdirSync(addon)]).toEqual([
    ['library'],
    ['tfjs_binding.node'],
  ]);
});

test('of what npm complains about, the line that says why is told', async () => {
  const written = [
    'npm error code ENOTFOUND',
    'npm error errno ENOTFOUND',
    'npm error network request to https://registry failed, reason: getaddrinfo ENOTFOUND registry',
    'npm error network If you are behind a proxy, please make sure that it is configured',
    'npm error A complete log of this run can be found in: log',
  ];
  const program = `console.error(${JSON.stringify(written.join('\n'))}); process.exit(1)`;
  const error: unknown = await execute(process.execPath, ['-e', program]).catch((thrown) => thrown);
  expect(npmComplaint(error)).toMatch(/^network request to .* ENOTFOUND registry$/);
});

test('a program is stopped by its signal, and has ended then', async () => {
  const controller = new AbortController();
  const file = path.join(temporary, 'running');
  const program = `require('fs').writeFileSync(${JSON.stringify(file)}, ''); setInterval(() => {}, 1000)`;
  const running = execute(process.execPath, ['-e', program], { signal: controller.signal });
  await vi.waitUntil(() => existsSync(file), { timeout: 20_000 });
  controller.abort();
  await expect(running).rejects.toThrow('aborted');
}, 30_000);
