import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { page } from './program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How far down each folder of CONTRIBUTING's list is. */
const lines =
  page('CONTRIBUTING.md')
    .match(/```\n(src\/cli .*?)```/s)?.[1]
    ?.split('\n') ?? [];
const layers = new Map(
  lines.flatMap((line, depth) =>
    [...line.matchAll(/(?<=^|\s{2})(src\/\w+|\w+(?=\/))/g)].map(([name]) => [name, depth] as const),
  ),
);

/** `src/io` of src/io/safetensors/read.ts; undefined for the lists that users see, such as src/index.ts. */
function layerOf(file: string): string | undefined {
  const [top = '', folder = '', ...rest] = file.split('/');
  if (top !== 'src') return top;
  return rest.length === 0 ? undefined : `src/${folder}`;
}

/** Files with what they import: a file of ours, or the name of a package. */
const imports = ['src', 'solvers', 'models'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const file = `${folder}/${name}`;
      const found = page(file).matchAll(/(?:\bfrom |\bimport\(|^import )'([^']+)'/gm);
      return [...found].map(([, to = '']) => ({
        file,
        to: to.startsWith('.') ? path.posix.join(path.posix.dirname(file), to) : to,
      }));
    }),
);

describe('layers', () => {
  test('every folder is in the list of CONTRIBUTING.md', () => {
    const folders = new Set(imports.flatMap(({ file }) => layerOf(file) ?? []));
    for (const folder of folders) expect(layers.has(folder), folder).toBe(true);
  });

  test('imports go down only', () => {
    const wrong = imports.filter(({ file, to }) => {
      const [from, onto] = [layerOf(file), layerOf(to)];
      const [a, b] = [layers.get(from ?? ''), layers.get(onto ?? '')];
      return a !== undefined && b !== undefined && from !== onto && b <= a;
    });
    expect(wrong).toEqual([]);
    expect(imports.length).toBeGreaterThan(500);
  });

  test('fast-check, which users of tfjs-sde/testing install, is needed there alone', () => {
    const users = imports.filter(({ to }) => to === 'fast-check').map(({ file }) => layerOf(file));
    expect(new Set(users)).toEqual(new Set(['src/testing']));
    expect(
      imports.filter(({ to }) => layerOf(to) === 'src/testing' && !to.includes('/testing/')),
    ).toEqual([]);
    const entries = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).exports;
    expect(Object.keys(entries)).toContain('./testing');
  });
});
