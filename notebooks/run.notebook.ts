import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const Text = z.union([z.string(), z.array(z.string())]).transform((t) => [t].flat().join(''));
const Notebook = z.object({
  cells: z.array(
    z.object({
      cell_type: z.string(),
      source: Text,
      outputs: z
        .array(
          z.object({
            output_type: z.string(),
            text: Text.optional(),
            data: z.record(z.string(), z.unknown()).optional(),
          }),
        )
        .optional(),
    }),
  ),
});
const folder = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));
const shim = `
const show = (parts: TemplateStringsArray, ...values: unknown[]) => String.raw(parts, ...values);
Object.assign(Deno, { jupyter: { svg: show, html: show, md: show, display: () => {} } });
`;

function cells(json: string): z.infer<typeof Notebook>['cells'] {
  return Notebook.parse(JSON.parse(json)).cells.filter((cell) => cell.cell_type === 'code');
}

const nbclient = '/usr/lib/python3/dist-packages/nbclient';
const names = readdirSync(folder).filter((file) => file.endsWith('.ipynb'));

describe.for(names)('%s', (name) => {
  const saved = cells(readFileSync(folder + name, 'utf8'));

  test('prints what it shows, without Jupyter', () => {
    const run = spawnSync(`${root}node_modules/.bin/deno`, ['run', '-A', '--ext=ts', '-'], {
      cwd: folder,
      encoding: 'utf8',
      input: shim + saved.map((cell) => cell.source).join('\n;\n'),
      env: { ...process.env, NO_COLOR: '1', DENO_DIR: `${root}.cache/deno` },
    });
    expect(run.stderr).toBe('');
    const printed = saved.flatMap((cell) => cell.outputs ?? []).map((out) => out.text ?? '');
    expect(run.stdout).toBe(printed.join(''));
  });

  test.skipIf(!existsSync(nbclient))('executes to what it shows', () => {
    const run = spawnSync(
      process.execPath,
      [`${root}scripts/notebooks.mjs`, '--stdout', folder + name],
      { encoding: 'utf8' },
    );
    expect(run.status, run.stderr).toBe(0);
    expect(cells(run.stdout)).toEqual(saved);
  });
});
