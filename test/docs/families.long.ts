import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseHTML } from 'linkedom';
import { afterAll, expect, test } from 'vitest';
import { knownGrids, knownSolvers } from '../../src/catalogue/index.ts';

const out = mkdtempSync(path.join(tmpdir(), 'api-'));
afterAll(() => rmSync(out, { recursive: true }));

test('every solver is on one page of a family, with its formula, figures of its certificates and their table', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  execFileSync('npx', ['typedoc', '--out', out], { cwd: root, stdio: 'pipe' });
  const folder = path.join(out, 'documents');
  const sections = new Map<string, Element[]>();
  const pages = readdirSync(folder);
  for (const file of pages) {
    const { document } = parseHTML(readFileSync(path.join(folder, file), 'utf8'));
    for (const heading of document.querySelectorAll('.tsd-typography h2')) {
      const name = heading.textContent?.trim() ?? '';
      expect(sections.has(name), `${name} is told twice`).toBe(false);
      const own: Element[] = [];
      let next = heading.nextElementSibling;
      for (; next !== null && next.tagName !== 'H2'; next = next.nextElementSibling) own.push(next);
      sections.set(name, own);
    }
  }
  expect(pages).toHaveLength(6);
  const of = (name: string, what: string): readonly Element[] =>
    (sections.get(name) ?? []).flatMap((own) => [...own.querySelectorAll(what)]);
  for (const { name } of knownSolvers.defaults) {
    const figures = of(name, 'figure');
    expect(figures.length, name).toBeGreaterThan(0);
    for (const figure of figures) {
      expect(figure.querySelectorAll('svg circle').length, name).toBeGreaterThan(1);
      expect(figure.querySelector('figcaption')?.textContent).toContain(name);
    }
    expect(of(name, 'tbody tr').length, name).toBeGreaterThanOrEqual(figures.length);
    expect(of(name, 'pre, a').length, name).toBeGreaterThan(0);
  }
  for (const { name } of knownGrids.defaults) expect(sections.has(name), name).toBe(true);
  expect(of('restart', 'figure')).toHaveLength(3);
  expect(sections.size).toBe(knownSolvers.defaults.length + knownGrids.defaults.length);
});
