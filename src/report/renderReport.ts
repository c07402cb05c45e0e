import { type Cell, type Comparison, nameOf, type Pictures, scoreName } from '../compare/index.ts';
import { type Html, html, made } from './html.ts';
import { legend } from './legend.ts';
import { lossFigure } from './lossFigure.ts';
import { type Mark, marksOf } from './marks.ts';
import { withError } from './number.ts';
import { pathsOverTime, pathsPicture } from './pathsFigure.ts';
import { dataDefinition, type Window, windowOf } from './plane.ts';
import { qualities } from './qualities.ts';
import { qualityFigure } from './qualityFigure.ts';
import { samplesFigure } from './samplesFigure.ts';
import { epsErrorFigure, relativeErrorFigure } from './scoreErrorFigures.ts';
import { scoreErrorNote } from './scoreErrorPicture.ts';
import { style } from './style.ts';
import { cellsTable, picksTable } from './tables.ts';

type Score = Cell['score'];

/** What was done and what came out, in words. */
function opening(comparison: Comparison, used: readonly Score[]): Html {
  const { data, dimension, schedule, limit, samples, repeats, network, floor } = comparison;
  const trained =
    network === undefined
      ? html``
      : html` The network is ${network.architecture} with ${network.parameters} parameters, ${network.steps === undefined ? 'imported' : `trained for ${network.steps} steps of ${network.batch} samples`}${network.seconds === undefined ? '' : ` in ${network.seconds.toFixed(0)} seconds`}${network.run === undefined ? '' : ` in ${network.run}`}.`;
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
  return html`<h1>What each solver buys on ${data}</h1>
<p>${repeats === 1 ? '' : `${repeats} times `}${samples} samples in ${dimension} dimensions were drawn by each solver at several numbers of steps, on schedule ${schedule}${limit === undefined ? '' : `, with x0 held by ${limit}`}, and held against fresh data.${trained}</p>
<p>${found.length === 0 ? 'No run gave usable samples.' : `In short, ${found.join('; ')}.`} Two sets of fresh data are ${withError({ value: 1000 * floor.energy.value, error: 1000 * floor.energy.error })} thousandths apart: closer than that no sampler can be told from the data.</p>`;
}

function figures(comparison: Comparison, marks: readonly Mark[], used: readonly Score[]): Html {
  return html`${used.map((score) => {
    const drawn = qualities(comparison, score).flatMap((quality) => {
      const figure = qualityFigure(comparison, marks, score, quality);
      return figure === undefined ? [] : [html`<figure>${figure}</figure>`];
    });
    return html`<h3>On ${scoreName(comparison, score)}</h3><div class="pair">${drawn}</div>`;
  })}`;
}

function trajectories(pictures: Pictures, marks: readonly Mark[], dataWindow: Window): Html {
  const window = windowOf(
    Float64Array.from(pictures.forward.states.flatMap((state) => [...state])),
  );
  const windows = { window, dataWindow };
  const colorOf = (solver: string): string =>
    marks.find(({ name }) => name === solver)?.color ?? 'var(--ink)';
  const soft = 'var(--soft)';
  const tiles = pictures.reverse.map(({ solver, paths }) =>
    pathsPicture(solver, windows, paths, colorOf(solver)),
  );
  const shown = [true, false].flatMap((isStochastic) => {
    const mark = marks.find((each) => each.isStochastic === isStochastic);
    return pictures.reverse.filter(({ solver }) => solver === mark?.name);
  });
  const overTime = shown.map(
    ({ solver, paths }) =>
      html`<figure>${pathsOverTime(`noise to data with ${solver}`, paths, colorOf(solver))}<figcaption>Noise to data with ${solver}</figcaption></figure>`,
  );
  return html`<p>Forward, the noising SDE takes data to noise. Backward, every solver starts from the same noise; dots mark where paths end. Stochastic solvers wander, deterministic ones follow the probability flow.</p>
<div class="tiles">${pathsPicture('forward: data to noise', windows, pictures.forward, soft)}${tiles}</div>
<div class="pair"><figure>${pathsOverTime('data to noise', pictures.forward, soft)}<figcaption>Data to noise</figcaption></figure>${overTime}</div>`;
}

/**
 * A comparison as one HTML file that stands alone: what to pick, quality against network calls, samples over the data,
 * trajectories, every number, and how to repeat it. It needs no network and no script.
 */
export function renderReport(comparison: Comparison, pictures: Pictures): string {
  const marks = marksOf(comparison);
  const used = (['network', 'exact'] as const).filter((score) =>
    comparison.cells.some((cell) => cell.score === score),
  );
  const window = windowOf(pictures.data);
  const grids = used.map(
    (score, i) =>
      html`<details ${made(i === 0 ? 'open' : '')}><summary>On ${scoreName(comparison, score)}</summary>${samplesFigure(comparison, marks, score, pictures.samples, window)}</details>`,
  );
  const settings = Object.entries(comparison.versions).map(
    ([name, version]) => `${name} ${version}`,
  );
  const { network, networkErrors: errors = [] } = comparison;
  const errs = errors.some(({ eps }) => eps.value > 0);
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${comparison.data}: what each solver buys</title><link rel="icon" href="data:,"><style>${made(style)}</style></head><body>${dataDefinition(window, pictures.data)}<main>
${opening(comparison, used)}
<h2>What to pick</h2>
${used.map((score) => picksTable(comparison, score))}
<h2>Quality against network calls</h2>
${legend(marks)}
${figures(comparison, marks, used)}
<h2>Samples over the data</h2>
<p class="soft">The data in grey, samples in the solver's colour${comparison.dimension > 2 ? '; first two coordinates' : ''}.</p>
${grids}
<h2>Trajectories</h2>
${trajectories(pictures, marks, window)}
${network === undefined || network.loss.length === 0 ? html`` : html`<h2>Training</h2><figure>${lossFigure(network)}<figcaption>Loss of denoising score matching; it cannot reach 0, since noise cannot be told from data exactly.</figcaption></figure>`}
${errs ? html`<h2>Error of the network's score</h2><div class="pair"><figure>${relativeErrorFigure(errors)}<figcaption>Mean square error, relative to the exact score, over t. ${scoreErrorNote}</figcaption></figure><figure>${epsErrorFigure(errors)}<figcaption>Root mean square error of predicted noise, of which the noise itself has 1: what --score-error sets.</figcaption></figure></div>` : html``}
<h2>Every number</h2>
<details><summary>${comparison.cells.length + comparison.failures.length} runs</summary>${cellsTable(comparison)}</details>
<h2>Again</h2>
<pre>${comparison.command}</pre>
<p class="soft">Seed ${comparison.seed}, backend ${comparison.backend}, ${settings.join(', ')}. Seconds are for all samples together and depend on the machine; everything else repeats.</p>
</main></body></html>
`;
  return page.markup;
}
