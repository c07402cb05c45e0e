import type { Recommendation } from '../recommend/index.ts';
import { html } from './html.ts';
import { legendOf } from './legend.ts';
import { marksFor } from './marks.ts';
import { shortNumber, withError } from './number.ts';
import { page } from './page.ts';
import { raceFigure } from './raceFigure.ts';
import { type Entry, sortedTable } from './sortedTable.ts';

/** A recommendation as it is kept: what it is for, and how to have it again. */
export interface Recommended extends Omit<Recommendation, 'sampling'> {
  /** The run or the law that is sampled, as it was written. */
  readonly of: string;
  /** What samples are held against. */
  readonly data: string;
  /** What was followed, by name. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** What was asked for, where it was no budget. */
  readonly target?: number;
  readonly pace?: { readonly milliseconds: number; readonly batch: number };
  /** The command that samples so. */
  readonly shell: string;
  /** The command that repeats the search. */
  readonly command: string;
  readonly versions: Readonly<Record<string, string>>;
}

function finalistsTable({ finalists }: Recommended) {
  const headings = [
    { title: 'solver and grid', isText: true },
    { title: 'steps' },
    { title: 'network calls' },
    { title: 'distance' },
    { title: 'p if as good as the first' },
  ];
  const rows = finalists.map((each, i): Entry[] => [
    { shown: each.name },
    { shown: String(each.steps), value: each.steps },
    { shown: String(each.evaluations), value: each.evaluations },
    {
      ...{ shown: withError(each.distance), value: each.distance.value },
      ...(i === 0 ? { look: 'best' } : {}),
    },
    i === 0
      ? { shown: '' }
      : { shown: each.chance < 1e-3 ? '< 0.001' : shortNumber(each.chance), value: each.chance },
  ]);
  return sortedTable(headings, rows);
}

/** A recommendation as one HTML file: what to use, the lines to paste, and the evidence. */
export function renderRecommendation(recommended: Recommended): string {
  const { of, data, by, name, steps, evaluations, distance, samples, seed, facts } = recommended;
  const { budget, target, pace, milliseconds, shell, code, tried, command, versions } = recommended;
  const measure =
    by === 'energy'
      ? `the root of the energy distance to ${data}`
      : 'the mean distance to the end of the probability flow from the same noise';
  const asked =
    target !== undefined
      ? `to come within a distance of ${target}`
      : pace === undefined
        ? `with up to ${budget} network calls`
        : `within ${pace.milliseconds} ms for ${pace.batch === 1 ? 'a sample' : `${pace.batch} samples`}`;
  const ways = sortedTable(
    [{ title: 'network calls' }, { title: 'distance of the best' }],
    tried.map(({ budget: calls, distance: d }): Entry[] => [
      { shown: String(calls), value: calls },
      { shown: withError(d), value: d.value },
    ]),
  );
  const pairs = recommended.rounds[0];
  const count = (pairs?.contenders.length ?? 0) + (pairs?.failed.length ?? 0);
  const marks = marksFor(recommended.finalists);
  return page({
    title: `${of}: which solver`,
    heading: `Which solver for ${of}`,
    opening: html`<p>To sample ${of} ${asked}, use <b>${name}</b> in ${steps} steps: ${evaluations} network calls${milliseconds === undefined ? '' : `, ${milliseconds.toFixed(0)} ms a draw`}, at a distance of ${withError(distance)}. Distance is ${measure}.</p><pre>${shell}</pre><pre>const { x } = await sample(reverse(denoiser),
  ${code});</pre>`,
    sections: [
      {
        title: 'The last round',
        body: html`<p class="soft">The best pairs of solver and grid, with ${samples} samples each from the same noise. p is the chance of so large a difference where a pair is as good as the first.</p>${finalistsTable(recommended)}`,
      },
      {
        title: 'How the field narrowed',
        body: html`<p class="soft">Successive halving: ${count} pairs of solver and grid began with few samples; each round the better half went on to twice as many.</p>${legendOf(marks)}<figure>${raceFigure(recommended, marks)}<figcaption>Distance of each pair by the samples it had drawn; the best of the last round in colour. The worst of the first round are further up, outside.</figcaption></figure>`,
      },
      {
        title: 'By network calls',
        body:
          tried.length === 0
            ? html``
            : html`<p class="soft">The best that was found with up to so many calls.</p>${ways}`,
      },
    ],
    again: {
      ...{ command, versions, settings: { ...facts, data, samples, seed } },
      files: ['recommendation.json'],
      note:
        milliseconds === undefined
          ? 'Everything repeats.'
          : 'Milliseconds are of the machine that it ran on, and so is the number of calls; the rest repeats.',
    },
  });
}
