import { type Comparison, type Pictures, scoreName } from '../compare/index.ts';
import { cellsTable } from './cellsTable.ts';
import { comparisonSettings } from './comparisonSettings.ts';
import { fieldsFigure } from './fieldsFigure.ts';
import { type Html, html, made } from './html.ts';
import { legend } from './legend.ts';
import { lossFigure } from './lossFigure.ts';
import { type Mark, marksOf } from './marks.ts';
import { onBothScales } from './onBothScales.ts';
import { page } from './page.ts';
import { picksTable } from './picksTable.ts';
import { dataDefinition, windowOf } from './plane.ts';
import { qualities } from './qualities.ts';
import type { Scale } from './qualityAxis.ts';
import { qualityFigure } from './qualityFigure.ts';
import { reportOpening } from './reportOpening.ts';
import { samplesFigure } from './samplesFigure.ts';
import { epsErrorFigure, relativeErrorFigure } from './scoreErrorFigures.ts';
import { scoreErrorNote } from './scoreErrorPicture.ts';
import { trajectories } from './trajectories.ts';

/** Cells up to which every chart is on both scales, and up to which the first one is: more would make a page too large. */
const [allTwice, oneTwice] = [300, 900] as const;

/** Charts of every measure of quality on each score. */
function figures(
  comparison: Comparison,
  marks: readonly Mark[],
  used: readonly ('network' | 'exact')[],
): Html {
  return html`${used.map((score) => {
    const drawn = qualities(comparison, score).flatMap((quality, i) => {
      const draw = (scale: Scale): Html | undefined =>
        qualityFigure(comparison, marks, score, quality, scale);
      const logarithmic = draw('logarithmic');
      if (logarithmic === undefined) return [];
      const isTwice = comparison.cells.length <= (i === 0 ? oneTwice : allTwice);
      const linear = isTwice ? draw('linear') : undefined;
      return [html`<figure>${onBothScales(logarithmic, linear)}</figure>`];
    });
    return html`<h3>On ${scoreName(comparison, score)}</h3><div class="pair">${drawn}</div>`;
  })}`;
}

function training({ network }: Comparison): Html {
  if (network === undefined || network.loss.length === 0) return html``;
  return html`<figure>${lossFigure(network)}<figcaption>Loss of denoising score matching; it cannot reach 0, since noise cannot be told from data exactly.</figcaption></figure>`;
}

function scoreErrors({ networkErrors: errors = [] }: Comparison): Html {
  if (!errors.some(({ eps }) => eps.value > 0)) return html``;
  return html`<div class="pair"><figure>${relativeErrorFigure(errors)}<figcaption>Mean square error, relative to the exact score, over t. ${scoreErrorNote}</figcaption></figure><figure>${epsErrorFigure(errors)}<figcaption>Root mean square error of predicted noise, of which the noise itself has 1: what --score-error sets.</figcaption></figure></div>`;
}

/**
 * A comparison as one HTML file that stands alone: what to pick, quality against network calls, samples over the data,
 * trajectories, every number, and how to repeat it.
 */
export function renderReport(comparison: Comparison, pictures: Pictures): string {
  const { data, dimension, cells, failures, command, versions } = comparison;
  const marks = marksOf(comparison);
  const used = (['network', 'exact'] as const).filter((score) =>
    cells.some((cell) => cell.score === score),
  );
  const window = windowOf(pictures.data);
  const grids = used.map(
    (score, i) =>
      html`<details ${made(i === 0 ? 'open' : '')}><summary>On ${scoreName(comparison, score)}</summary>${samplesFigure(comparison, marks, score, pictures.samples, window)}</details>`,
  );
  return page({
    title: `${data}: what each solver buys`,
    heading: `What each solver buys on ${data}`,
    opening: reportOpening(comparison, used),
    definitions: dataDefinition(window, pictures.data),
    sections: [
      {
        title: 'What to pick',
        body: html`${used.map((score) => picksTable(comparison, score))}`,
      },
      {
        title: 'Quality against network calls',
        body: html`${legend(marks)}${figures(comparison, marks, used)}`,
      },
      {
        title: 'Samples over the data',
        body: html`<p class="soft">The data in grey, samples in the solver's colour${dimension > 2 ? '; first two coordinates' : ''}.</p>${grids}`,
      },
      { title: 'Trajectories', body: trajectories(pictures, marks, window) },
      { title: 'Score field', body: fieldsFigure(pictures.fields, window) },
      { title: 'Training', body: training(comparison) },
      { title: "Error of the network's score", body: scoreErrors(comparison) },
      {
        title: 'Every number',
        body: html`<details><summary>${cells.length + failures.length} runs</summary>${cellsTable(comparison)}</details>`,
      },
    ],
    again: {
      ...{ command, versions, settings: comparisonSettings(comparison) },
      files: ['comparison.json', 'pictures.json'],
      note: 'Seconds are for all samples together and depend on the machine; everything else repeats.',
    },
  });
}
