import type { Case } from './cases.ts';
import type { Numbers, Row } from './numbers.ts';

/** A number and its standard error. */
export type Value = readonly [value: number, error: number];

const measures: Readonly<
  Record<Case['measure'], { readonly about: string; readonly of: (row: Row) => Value | null }>
> = {
  energy: { about: 'energy distance x 1000', of: (row) => row[3] },
  law: { about: 'sliced Wasserstein-2 distance to the law x 1000', of: (row) => row[4] },
  flow: {
    about: "rms distance to the flow's end x 1000",
    of: (row) => (row[5] === null ? null : [row[5], 0]),
  },
};

/** A number in three digits. */
export function shown(value: number): string {
  const size = Math.abs(value);
  return size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** A number in thousandths, with its standard error. */
function thousandths([value, error]: Value): string {
  const text = shown(1000 * value);
  return error === 0 ? text : `${text} ± ${shown(1000 * error)}`;
}

/** Whether a value lies within two standard errors, of the difference, of the lowest. */
export function isAsGood([value, error]: Value, [least, its]: Value): boolean {
  return value - least <= 2 * Math.hypot(error, its);
}

/**
 * A table of one measure in Markdown: solvers down, budgets across; bold are the lowest of a column and what is within two standard
 * errors of it.
 */
export function tableOf(
  { title }: Pick<Case, 'title'>,
  numbers: Numbers,
  measure: Case['measure'],
): string {
  const { about, of } = measures[measure];
  const rows = numbers.rows.filter((row) => of(row) !== null);
  const budgets = [...new Set(rows.map((row) => row[1]))].sort((a, b) => a - b);
  const solvers = [...new Set(rows.map((row) => row[0]))];
  const cell = (solver: string, budget: number): string => {
    const row = rows.find((each) => each[0] === solver && each[1] === budget);
    const value = row && of(row);
    if (!value) {
      const failed = numbers.failures.some((own) => own[0] === solver && own[1] === budget);
      return failed ? 'diverged' : '';
    }
    const column = rows.filter((each) => each[1] === budget).flatMap((each) => [of(each) ?? value]);
    const least = column.reduce((a, b) => (b[0] < a[0] ? b : a));
    const text = thousandths(value);
    return isAsGood(value, least) ? `**${text}**` : text;
  };
  const body = solvers.map(
    (solver) => `| \`${solver}\` | ${budgets.map((budget) => cell(solver, budget)).join(' | ')} |`,
  );
  const floor = measure === 'flow' ? null : numbers.floor[measure];
  return [
    `${title}: ${about}, ${numbers.samples} samples.${floor ? ` A perfect sampler scores ${thousandths(floor)}.` : ''}`,
    '',
    `| calls | ${budgets.join(' | ')} |`,
    `|---|${budgets.map(() => '--:').join('|')}|`,
    ...body,
  ].join('\n');
}
