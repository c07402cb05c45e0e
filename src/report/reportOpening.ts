import { type Cell, type Comparison, nameOf, scoreName } from '../compare/index.ts';
import { type Html, html } from './html.ts';
import { withError } from './number.ts';

/** How the network came about, in a sentence. */
function trained({ network }: Comparison): string {
  if (network === undefined) return '';
  const { architecture, parameters, steps, batch, seconds, run } = network;
  const how = steps === undefined ? 'imported' : `trained for ${steps} steps of ${batch} samples`;
  const long = seconds === undefined ? '' : ` in ${seconds.toFixed(0)} seconds`;
  const where = run === undefined ? '' : ` in ${run}`;
  return ` The network is ${architecture} with ${parameters} parameters, ${how}${long}${where}.`;
}

/** What a comparison did and what came out, in words. */
export function reportOpening(comparison: Comparison, used: readonly Cell['score'][]): Html {
  const { dimension, schedule, limit, samples, repeats, floor } = comparison;
  const found = used.flatMap((score) =>
    comparison.picks
      .filter((pick) => pick.score === score)
      .map((pick) => ({ pick, cell: comparison.cells[pick.best] }))
      .flatMap(({ pick, cell }) =>
        cell === undefined ? [] : [`${nameOf(cell, comparison)} at ${pick.budget}`],
      )
      .slice(0, 3)
      .join(', ')
      .replace(/^(.+)$/, `on ${scoreName(comparison, score)} use $1 calls`),
  );
  const apart = { value: 1000 * floor.energy.value, error: 1000 * floor.energy.error };
  return html`<p>${repeats === 1 ? '' : `${repeats} times `}${samples} samples in ${dimension} dimensions were drawn by each solver at several numbers of steps, on schedule ${schedule}${limit === undefined ? '' : `, with x0 held by ${limit}`}, and held against fresh data.${trained(comparison)}</p>
<p>${found.length === 0 ? 'No run gave usable samples.' : `In short, ${found.join('; ')}.`} Two sets of fresh data are ${withError(apart)} thousandths apart: closer than that no sampler can be told from the data.</p>`;
}
