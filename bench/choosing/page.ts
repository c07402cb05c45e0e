import { type Case, cases } from './cases.ts';
import type { Numbers } from './numbers.ts';
import { ranksOf } from './ranks.ts';
import { tableOf } from './tables.ts';
import { type Rung, worstTable } from './worst.ts';

/** @throws Error for a name that is no case */
function caseOf(name: string): Case {
  const found = cases.find((one) => one.name === name);
  if (found === undefined) throw new Error(`choosing: no case is called ${name}`);
  return found;
}

/** What can stand on the page, by the word that opens it. */
const kinds = { table: tableBy, ranks: ranksBy, worst: worstBy };

/**
 * The page with its tables made anew: what stands between `<!-- table NAME [measure] -->`, `<!-- ranks measure NAME NAME ... -->` or
 * `<!-- worst NAME NAME ... -->` and `<!-- end -->`.
 * @throws Error for a name that is no case, and a measure that is none
 */
export function withTables(page: string, numbersOf: (name: string) => Numbers): string {
  return page.replaceAll(
    /(<!-- (table|ranks|worst) ([^>]+) -->\n).*?(<!-- end -->)/gs,
    (_, open: string, kind: keyof typeof kinds, words: string, end: string) =>
      `${open}\n${kinds[kind](words, numbersOf)}\n\n${end}`,
  );
}

function tableBy(words: string, numbersOf: (name: string) => Numbers): string {
  const [name = '', measure] = words.split(' ');
  const found = caseOf(name);
  if (measure === undefined) return tableOf(found, numbersOf(name), found.measure);
  if (measure === 'energy' || measure === 'law' || measure === 'flow') {
    return tableOf(found, numbersOf(name), measure);
  }
  throw new Error(`choosing: table ${name} has no measure ${measure}`);
}

/** Cases as columns. */
function rungs(names: readonly string[], numbersOf: (name: string) => Numbers): Rung[] {
  return names.map((name) => ({ title: caseOf(name).short, numbers: numbersOf(name) }));
}

function ranksBy(words: string, numbersOf: (name: string) => Numbers): string {
  const [measure = '', ...names] = words.split(' ');
  if (measure === 'law' || measure === 'flow') return ranksOf(rungs(names, numbersOf), measure);
  throw new Error(`choosing: ranks are by law or flow, not by ${measure}`);
}

function worstBy(words: string, numbersOf: (name: string) => Numbers): string {
  return worstTable(rungs(words.split(' '), numbersOf));
}
