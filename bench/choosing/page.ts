import { cases } from './cases.ts';
import type { Numbers } from './numbers.ts';
import { tableOf } from './tables.ts';

/**
 * The page with its tables made anew: what stands between `<!-- table NAME [measure] -->` and `<!-- end -->`.
 * @throws Error for a name that is no case, and a measure that is none
 */
export function withTables(page: string, numbersOf: (name: string) => Numbers): string {
  return page.replaceAll(
    /(<!-- table ([\w.-]+)(?: (energy|law|flow))? -->\n).*?(<!-- end -->)/gs,
    (
      _,
      open: string,
      name: string,
      measure: 'energy' | 'law' | 'flow' | undefined,
      end: string,
    ) => {
      const found = cases.find((one) => one.name === name);
      if (found === undefined) throw new Error(`choosing: no case is called ${name}`);
      return `${open}\n${tableOf(found, numbersOf(name), measure ?? found.measure)}\n\n${end}`;
    },
  );
}
