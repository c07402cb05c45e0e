import { type Certificate, isOrder } from '../certify/index.ts';
import { digits } from './digits.ts';
import { table } from './table.ts';

const columns = [
  ...['solver', 'claim', 'problem'].map((heading) => ({ heading })),
  ...['declared', 'observed', 'interval'].map((heading) => ({
    heading,
    align: 'right' as const,
  })),
  { heading: 'verdict' },
];

/** What was declared and seen of every claim, a line each, and how many hold. */
export function certificatesTable(certificates: readonly Certificate[]): string {
  const rows = certificates.map(
    ({ solver, claim, problem, declared, observed, interval, verdict }) => [
      ...[solver, claim, problem],
      isOrder(claim) ? String(declared) : `<= ${digits(declared)}`,
      digits(observed),
      `[${interval.map(digits).join(', ')}]`,
      verdict,
    ],
  );
  const held = certificates.filter(({ verdict }) => verdict !== 'fails').length;
  return `${table(columns, rows)}\n${held} of ${certificates.length} claims hold\n`;
}
