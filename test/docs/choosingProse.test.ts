import { expect, test } from 'vitest';
import type { Numbers, Row } from '../../bench/choosing/numbers.ts';
import { shown } from '../../bench/choosing/tables.ts';
import { page } from './program.ts';

const text = page('docs/choosing-a-solver.md');
const known = (name: string): Numbers => JSON.parse(page(`docs/choosing/${name}.json`));

const rowOf = (name: string, solver: string, budget: number): Row => {
  const row = known(name).rows.find((own) => own[0] === solver && own[1] === budget);
  if (row === undefined) throw new Error(`${name} has no ${solver} at ${budget}`);
  return row;
};
/** Values in thousandths, as tables show them. */
const energy = (name: string, solver: string, budget: number): string =>
  shown(1000 * rowOf(name, solver, budget)[3][0]);
const law = (name: string, solver: string, budget: number): string =>
  shown(1000 * (rowOf(name, solver, budget)[4]?.[0] ?? Number.NaN));
const flow = (name: string, solver: string, budget: number): string =>
  shown(1000 * (rowOf(name, solver, budget)[5] ?? Number.NaN));

/** What the page says of measured numbers, word for word, lines joined. */
const claims: readonly string[] = [];

/** Numbers of the prose that are settings, and not measured. */
const settings = new Set<string>([]);

/** The page without what is made of the numbers, without code and links. */
const prose = text
  .replace(/<!-- (?:table|ranks|worst) .*?<!-- end -->/gs, '')
  .replace(/```.*?```/gs, '')
  .replace(/`[^`]*`/g, '`')
  .replace(/\]\([^)]*\)/g, ']')
  .replace(/arXiv:[\d.]+|et al\. \d{4}|\d{4}, arXiv/g, '')
  .replace(/\s+/g, ' ');
