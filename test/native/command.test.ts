import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const temporary = mkdtempSync(path.join(tmpdir(), 'native-'));
afterAll(() => rmSync(temporary, { recursive: true }));

/** Runs `tfjs-sde native`, by default with an empty cache and no index to download from. */
function native(env: Record<string, string>, ...args: string[]) {
  const cache = path.join(temporary, 'cache');
  const refused = { PIP_NO_INDEX: '1', PIP_FIND_LINKS: '' };
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [path.join(root, 'dist/src/cli/main.js'), 'native', ...args],
    { encoding: 'utf8', env: { ...process.env, TFJS_SDE_CACHE: cache, ...refused, ...env } },
  );
  return { stdout, stderr, status, cacheIsThere: existsSync(cache) };
}

/** What the project consists of. */
const project = (): unknown => [
  ...['package.json', 'package-lock.json'].map((file) =>
    readFileSync(path.join(root, file), 'utf8'),
  ),
  ...['', '@tensorflow'].map((folder) => readdirSync(path.join(root, 'node_modules', folder))),
];

/** Preloads a lie about the system. */
const posingAs = (platform: string): string =>
  `--import "data:text/javascript,Object.defineProperty(process,'platform',{value:'${platform}'})"`;

const unreachable = {
  PIP_NO_INDEX: '',
  PIP_INDEX_URL: 'http://127.0.0.1:9/simple',
  PIP_RETRIES: '0',
};

const failures: readonly (readonly [string, string[], Record<string, string>, RegExp])[] = [
  [
    'no index to download from',
    [],
    {},
    /^tfjs-sde: tensorflow-cpu 2\.15\.1 could not be downloaded, pip says: Could not find a version/,
  ],
  [
    'an index that cannot be reached',
    [],
    unreachable,
    /could not be downloaded, pip says: .*Nothing was changed/,
  ],
  ['no index for --gpu', ['--gpu'], {}, /^tfjs-sde: tensorflow 2\.15\.1 could not be downloaded/],
  [
    'no compiler',
    [],
    { CXX: 'no-such-compiler' },
    /^tfjs-sde: no native backend: a C\+\+ compiler is missing: no-such-compiler does not run; install g\+\+/,
  ],
  [
    'an empty PATH',
    [],
    { PATH: '' },
    /pip is missing.*apt install python3-pip.*Also, a C\+\+ compiler is missing: g\+\+ does not run/,
  ],
  [
    'another system',
    [],
    { NODE_OPTIONS: posingAs('darwin') },
    /^tfjs-sde: no native backend: it is built on Linux x64 only, this is darwin x64; .*--official/,
  ],
  // /proc never has free space
  [
    'a full disk',
    [],
    { TFJS_SDE_CACHE: '/proc/cache' },
    /it needs \d\.\d GB on the disk of \/proc, 0\.0 GB are free; .*TFJS_SDE_CACHE/,
  ],
  ['options that exclude each other', ['--remove', '--gpu'], {}, /--remove .* give it alone/],
];

describe.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'what stands in the way is told in one line with exit code 2, and nothing is left behind',
  () => {
    test.each(failures)('%s', { timeout: 60_000 }, (_, args, env, message) => {
      const before = project();
      const { stdout, stderr, status, cacheIsThere } = native(env, ...args, '--quiet');
      expect(stderr).toMatch(message);
      expect(stderr.trimEnd().split('\n').length).toBe(1);
      expect([stdout, status, cacheIsThere]).toEqual(['', 2, false]);
      expect(project()).toEqual(before);
    });

    test('steps are shown as they run', { timeout: 60_000 }, () => {
      const { stderr } = native({});
      expect(stderr).toMatch(
        /^download tensorflow-cpu 2\.15\.1 \(207 MB\) \.\.\. failed\ntfjs-sde: /,
      );
    });
  },
);

test('help says what was not run', { timeout: 60_000 }, () => {
  const { stdout, status } = native({}, '--help');
  expect(stdout).toContain('nobody has run it on a GPU yet');
  expect(stdout).toContain('TFJS_SDE_CACHE');
  expect(status).toBe(0);
});
