import { type Recommended, withError } from '../report/index.ts';
import { digits } from './digits.ts';
import { table } from './table.ts';

/** What distances are from, in words. */
export function measureOf({ by, data, facts }: Pick<Recommended, 'by' | 'data' | 'facts'>): string {
  if (by === 'energy') return `root of the energy distance to ${data}`;
  return `mean distance to the end of the flow${facts.score === 'exact' ? '' : " of the network's score"}`;
}

/** What was asked for, in words. */
function goalOf({ budget, target, pace, milliseconds }: Recommended): string {
  if (target !== undefined) return `to a distance of ${target}`;
  if (pace === undefined) return `within ${budget} network calls`;
  const of = pace.batch === 1 ? 'a sample' : `${pace.batch} samples`;
  return `within ${pace.milliseconds} ms for ${of}: ${budget} network calls, ${digits(milliseconds ?? 0)} ms`;
}

/** A recommendation for a terminal: what to use, what it was chosen from, and lines to paste. */
export function recommendation(recommended: Recommended): string {
  const { of, name, steps, evaluations, distance, finalists, rounds, tried } = recommended;
  const { code, shell, facts, seed } = recommended;
  const followed = Object.entries(facts).map(([fact, value]) => `${fact} ${value}`);
  const rows = finalists.map((each, i) => [
    ...[each.name, String(each.steps), String(each.evaluations)],
    withError(each.distance),
    i === 0 ? '' : each.chance < 0.001 ? '< 0.001' : String(Number(each.chance.toPrecision(2))),
  ]);
  const columns = [
    { heading: 'finalist' },
    { heading: 'steps', align: 'right' },
    { heading: 'calls', align: 'right' },
    { heading: 'distance', align: 'right' },
    { heading: 'p if as good as the first', align: 'right' },
  ] as const;
  const narrowed = rounds.map(
    ({ contenders, failed, samples }) => `${contenders.length + failed.length} with ${samples}`,
  );
  const ways = tried.map((each) => `${each.budget}: ${withError(each.distance)}`);
  return [
    `${of} (${followed.join(', ')}), ${goalOf(recommended)}\n\n`,
    `use    ${name} in ${steps} steps, ${evaluations} network calls\n`,
    `       ${withError(distance)}, ${measureOf(recommended)}\n`,
    `shell  ${shell}\n`,
    `code   const { x } = await sample(reverse(denoiser), ${code});\n\n`,
    table(columns, rows),
    `\nsolver-grid pairs with samples of each: ${narrowed.join(', ')}\n`,
    ...(ways.length === 0 ? [] : [`best distance by calls: ${ways.join(', ')}\n`]),
    `seed ${seed}\n`,
  ].join('');
}
