import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from '../../src/io/index.ts';
import { type Result, results } from './results.ts';
import { pageTable } from './tables.ts';

const marks = /<!-- table -->[\s\S]*?<!-- end -->/;

/** A page with the table of a result in the place of what stood there. */
export const withTable = (page: string, result: Result): string =>
  page.replace(marks, `<!-- table -->\n\n${pageTable(result)}\n\n<!-- end -->`);

/** The results that a file of the docs keeps; none if there is no file. */
export async function keptResults(file: string): Promise<readonly Result[]> {
  return existsSync(file) ? results.parse(JSON.parse(await readFile(file, 'utf8'))) : [];
}

/**
 * Brings what was measured into docs/systems: results.json, the tables of pages, and pictures.
 * @param root the folder of the project
 * @param at the folder of the runs, where pictures are
 */
export async function writePages(
  root: string,
  at: string,
  measured: readonly Result[],
): Promise<void> {
  const folder = path.join(root, 'docs', 'systems');
  const pictures = path.join(root, 'docs', 'pictures', 'systems');
  const file = path.join(folder, 'results.json');
  const names = measured.map(({ name }) => name);
  const others = (await keptResults(file)).filter(({ name }) => !names.includes(name));
  const all = [...others, ...measured];
  await writeWhole(file, `${JSON.stringify(all, undefined, 2)}\n`);
  await mkdir(pictures, { recursive: true });
  for (const result of measured) {
    const name = result.name === 'recognisers' ? 'README' : result.name;
    const page = path.join(folder, `${name}.md`);
    if (existsSync(page)) await writeWhole(page, withTable(await readFile(page, 'utf8'), result));
  }
  for (const picture of [...names.map((name) => `${name}.png`), 'forward.png', 'reverse.apng']) {
    const from = path.join(at, picture);
    if (existsSync(from)) await copyFile(from, path.join(pictures, picture));
  }
}
