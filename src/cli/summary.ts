import {
  type Cell,
  type Comparison,
  type Measured,
  nameOf,
  type Pick,
  scoreName,
} from '../compare/index.ts';
import { digits } from './digits.ts';
import { quality } from './quality.ts';
import { courseOf } from './sparkline.ts';
import { table } from './table.ts';

/** Solvers named beside each pick. */
const listed = 4;

function thousandths({ value, error }: Measured): string {
  return `${digits(1000 * value)} ± ${digits(1000 * error)}`;
}

function heading({
  data,
  dimension,
  schedule,
  limit,
  samples,
  seed,
  repeats,
  backend,
  network,
}: Comparison): string {
  const training = (steps: number, seconds?: number): string =>
    `${steps} training steps ${seconds === undefined ? 'of' : `in ${seconds.toFixed(0)} s`}`;
  const course = courseOf(network?.loss.map(({ loss }) => loss) ?? []);
  const trained =
    network === undefined
      ? ''
      : `${network.architecture} of ${network.parameters} parameters, ${network.steps === undefined ? 'imported in' : training(network.steps, network.seconds)}${network.seconds === undefined ? ` ${network.run}` : ''}${course === '' ? '' : `, loss ${course}`}\n`;
  return `${data} in ${dimension} dimensions, schedule ${schedule}${limit === undefined ? '' : `, x0 held by ${limit}`}, ${repeats === 1 ? '' : `${repeats} x `}${samples} samples, seed ${seed}, ${backend}\n${trained}`;
}

/** The Pareto front in one line: cells that buy more than those with fewer evaluations. */
function front(comparison: Comparison, score: Cell['score']): string {
  const cells = comparison.front[score].flatMap((index) => comparison.cells[index] ?? []);
  if (cells.length === 0) return '';
  const names = cells.map((cell) => `${nameOf(cell, comparison)} (${cell.evaluations})`);
  return `Pareto front: ${names.join(', ')}\n`;
}

/** How far the lowest is ahead of the next solver, in thousandths, and whether that may be chance. */
function leadInWords(comparison: Comparison, lead: Pick['lead']): string {
  const [first, next] = [lead?.first, lead?.next].map((index) => comparison.cells[index ?? -1]);
  if (lead === undefined || first === undefined || next === undefined) return '';
  const { difference, chance } = lead;
  const sure = chance < 0.001 ? 'p < 0.001' : `p = ${Number(chance.toPrecision(2))}`;
  const [ahead, behind] = [first, next].map(
    (cell) => `${nameOf(cell, comparison)} (${cell.evaluations})`,
  );
  return `${thousandths(difference)}, ${ahead} on ${behind}, ${sure}`;
}

function picks(comparison: Comparison, score: Cell['score']): string {
  const rows = comparison.picks
    .filter((pick) => pick.score === score)
    .flatMap(({ budget, best, tied, lead }) => {
      const cell = comparison.cells[best];
      if (cell === undefined) return [];
      const others = tied
        .flatMap((index) => comparison.cells[index] ?? [])
        .map((other) => `${nameOf(other, comparison)} (${other.evaluations})`);
      const rest = others.length > listed ? [`and ${others.length - listed} more`] : [];
      return [
        [
          String(budget),
          nameOf(cell, comparison),
          String(cell.steps),
          String(cell.evaluations),
          thousandths(cell.energy),
          leadInWords(comparison, lead),
          [...others.slice(0, listed), ...rest].join(', '),
        ],
      ];
    });
  if (rows.length === 0) return '';
  const columns = [
    { heading: 'evaluations', align: 'right' as const },
    { heading: 'use' },
    { heading: 'steps', align: 'right' as const },
    { heading: 'needs', align: 'right' as const },
    { heading: 'energy x 1000', align: 'right' as const },
    { heading: 'lead of the lowest' },
    { heading: 'cannot be told from the lowest either' },
  ];
  const heading = `What to pick on ${scoreName(comparison, score)}, by the evaluations you can afford: the cheapest that cannot be told from the lowest`;
  return `${heading}\n\n${table(columns, rows)}${front(comparison, score)}`;
}

/** What deterministic solvers are held against, and how well it is known. */
function flowTitle({ flows }: Comparison, score: Cell['score']): string {
  const moved = flows?.[score];
  if (moved === undefined) return 'Rms distance to the exact end of the probability flow x 1000';
  const whose = score === 'exact' ? 'the probability flow' : "the network's own flow";
  return `Rms distance to the end of ${whose} x 1000 (known to ${digits(1000 * moved)}, from ${flows?.calls} calls)`;
}

/** What a comparison found, for a terminal: a table of quality on each score, what to pick, what failed. */
export function summary(comparison: Comparison): string {
  const used = (['network', 'exact'] as const).filter((score) =>
    [...comparison.cells, ...comparison.failures].some((c) => c.score === score),
  );
  const { law } = comparison.floor;
  const tables = used.flatMap((score) => [
    quality(comparison, score, {
      title: `Energy distance to fresh data x 1000 on ${scoreName(comparison, score)} (evaluations; * lowest)`,
      of: ({ energy }) => 1000 * energy.value,
      floor: `two sets of fresh data: ${thousandths(comparison.floor.energy)}`,
    }),
    quality(comparison, score, {
      title: flowTitle(comparison, score),
      of: ({ flowDistance }) => (flowDistance === undefined ? undefined : 1000 * flowDistance),
    }),
    quality(comparison, score, {
      title: 'Sliced Wasserstein-2 distance to the exact law x 1000',
      of: ({ lawDistance }) => (lawDistance === undefined ? undefined : 1000 * lawDistance.value),
      ...(law === undefined ? {} : { floor: `a set of fresh data: ${thousandths(law)}` }),
    }),
    picks(comparison, score),
  ]);
  const failed = comparison.failures.map(
    (failure) =>
      `failed: ${nameOf(failure, comparison)} at ${failure.steps} steps on ${scoreName(comparison, failure.score)}: ${failure.reason}\n`,
  );
  return [heading(comparison), ...tables, failed.join('')].filter((part) => part !== '').join('\n');
}
