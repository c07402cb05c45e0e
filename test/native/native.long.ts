import { execFileSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'tfjs-sde-native-'));
const binding = path.join(folder, 'node_modules/@tensorflow/tfjs-node');
const run = (command: string, args: readonly string[], cwd = folder): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const command = (...args: string[]): string => run('npx', ['--no-install', 'tfjs-sde', ...args]);
const backend = (): { name: string; passedOver: { name: string; why: string; remedy: string }[] } =>
  JSON.parse(command('backend', '--json'));
const written = (): string[] =>
  ['package.json', 'package-lock.json'].map((file) =>
    readFileSync(path.join(folder, file), 'utf8'),
  );
const cores = (): string[] =>
  (readdirSync(path.join(folder, 'node_modules'), { recursive: true }) as string[]).filter((file) =>
    file.endsWith('@tensorflow/tfjs-core/package.json'),
  );
const works = 'native: TensorFlow 2.15.1 works, on the CPU\n';

describe.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'in a project that depends on the package',
  () => {
    let before: string[];
    beforeAll(() => {
      const [packed] = JSON.parse(
        run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
      );
      const development = { 'left-pad': '1.3.0' };
      writeFileSync(
        path.join(folder, 'package.json'),
        JSON.stringify({ type: 'module', devDependencies: development }),
      );
      const quiet = ['--no-audit', '--no-fund', '--omit=dev'];
      run('npm', ['install', ...quiet, path.join(folder, packed.filename)]);
      before = written();
    }, 300_000);
    afterAll(() => rmSync(folder, { recursive: true, force: true }), 120_000);

    test('without it, backend says how to get it', () => {
      expect(backend()).toMatchObject({
        name: 'wasm',
        passedOver: [
          { name: 'native-gpu', remedy: 'npx tfjs-sde native --gpu' },
          { name: 'native', remedy: 'npx tfjs-sde native' },
        ],
      });
    });

    test('native builds it and changes nothing else', () => {
      expect(command('native')).toBe(works);
      expect(backend().name).toBe('native');
      expect(written()).toEqual(before);
      expect(cores()).toHaveLength(1);
      expect(readdirSync(path.join(folder, 'node_modules'))).not.toContain('left-pad');
    });

    test('a library that trains and samples runs on it', () => {
      writeFileSync(
        path.join(folder, 'program.mjs'),
        `import { moons, reverse, sample, train, useBackend, vp } from 'tfjs-sde';
         import { dpmpp2m } from 'tfjs-sde/solvers';
         import { mlp, networkDenoiser } from 'tfjs-sde/models';
         const { name } = await useBackend();
         const schedule = vp();
         const { network } = await train({ data: moons(), schedule, network: mlp({ shape: [2] }), seed: 1, steps: 20 });
         const { x } = await sample(reverse(networkDenoiser(network, schedule)), { solver: dpmpp2m(), samples: 64, seed: 7 });
         console.log(name, x.shape.join(), (await x.data()).every(Number.isFinite));`,
      );
      expect(run('node', ['program.mjs'])).toBe('native 64,2 true\n');
    });

    test('after npm took it out, it is put back without compiler or download', () => {
      rmSync(binding, { recursive: true });
      expect(backend().name).toBe('wasm');
      const env = {
        ...process.env,
        CXX: 'no-such-compiler',
        PIP_NO_INDEX: '1',
        PIP_FIND_LINKS: '',
      };
      const args = ['--no-install', 'tfjs-sde', 'native', '--quiet'];
      expect(execFileSync('npx', args, { cwd: folder, encoding: 'utf8', env })).toBe(works);
      expect(backend().name).toBe('native');
    });

    test('a cache that was deleted is told, and wasm goes on', () => {
      rmSync(path.join(binding, 'deps'));
      symlinkSync('/nowhere', path.join(binding, 'deps'));
      const { name, passedOver } = backend();
      expect(name).toBe('wasm');
      expect(passedOver.at(-1)).toEqual({
        name: 'native',
        why: "@tensorflow/tfjs-node is installed without TensorFlow's libraries",
        remedy: 'npx tfjs-sde native',
      });
      expect(command('native', '--quiet')).toBe(works);
    });

    test('--remove takes it out again', () => {
      expect(command('native', '--remove')).toMatch(/^removed @tensorflow\/tfjs-node; /);
      expect(backend().name).toBe('wasm');
      expect(written()).toEqual(before);
      expect(readdirSync(path.join(folder, 'node_modules/@tensorflow'))).not.toContain('tfjs-node');
      expect(command('native', '--remove')).toMatch(/^nothing to remove; /);
    });
  },
);
