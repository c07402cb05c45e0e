import type { Comparison } from '../compare/index.ts';

/** What a comparison was run with, by name: all that its cells do not say each. */
export function comparisonSettings(
  comparison: Comparison,
): Readonly<Record<string, string | number>> {
  const { data, dimension, schedule, limit, samples, repeats, seed, backend } = comparison;
  const { scoreError, flows, network } = comparison;
  const all = [...comparison.cells, ...comparison.failures];
  const each = (of: (cell: (typeof all)[number]) => string | number | undefined): string =>
    [...new Set(all.flatMap((cell) => of(cell) ?? []))].join(', ');
  const [budgets, guidance] = [each(({ budget }) => budget), each((cell) => cell.guidance)];
  const optional: Readonly<Record<string, string | number | undefined>> = {
    [budgets === '' ? 'steps' : 'budgets of calls']: budgets || each(({ steps }) => steps),
    'scales of guidance': guidance || undefined,
    'x0 held by': limit,
    'error of the exact score': scoreError,
    'calls that flows were followed with': flows?.calls,
    network: network && `${network.architecture}, ${network.parameters} parameters`,
    'training steps': network?.steps,
    'training batch': network?.batch,
    run: network?.run,
  };
  return {
    ...{ data, dimension, schedule, samples, repeats, seed, backend },
    ...{ solvers: each(({ solver }) => solver), grids: each(({ grid }) => grid) },
    ...Object.fromEntries(
      Object.entries(optional).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      ),
    ),
  };
}
