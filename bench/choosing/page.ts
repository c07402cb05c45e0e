import { type Case, cases } from './cases.ts';
import type { Numbers } from './numbers.ts';
import { ranksOf } from './ranks.ts';
import { tableOf } from './tables.ts';

/** @throws Error for a name that is no case */
function caseOf(name: string): Case {
  const found = cases.find((one) => one.name === name);
  if (found === undefined) throw new Error(`choosing: no case is called ${name}`);
  return found;
}

/**
 * The page with its tables made anew: what stands between `<!-- table NAME [measure] -->` or `<!-- ranks NAME NAME ... -->` and
 * `<!-- end -->`.
 * @throws Error for a name that is no case, and a measure that is none
 */
export function withTables(page: string, numbersOf: (name: string) => Numbers): string {
  return page.replaceAll(
    /(<!-- (table|ranks) ([^>]+) -->\n).*?(<!-- end -->)/gs,
    (_, open: string, kind: string, words: string, end: string) => {
      const made = kind === 'table' ? tableBy(words, numbersOf) : ranksBy(words, numbersOf);
      return `${open}\n${made}\n\n${end}`;
    },
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

function ranksBy(words: string, numbersOf: (name: string) => Numbers): string {
  const named = words.split(' ').map((name) => ({ ...caseOf(name), numbers: numbersOf(name) }));
  return ranksOf(
    named.map(({ title, numbers }) => ({ title: title.split(', ').at(-1) ?? '', numbers })),
  );
}
