import * as Plot from '@observablehq/plot';
import { chart } from './chart.ts';
import { type Html, html } from './html.ts';
import { shortNumber, withError } from './number.ts';

/** A value by its name, with its standard error and a few words on what it is. */
export interface NamedValue {
  readonly name: string;
  readonly value: number;
  readonly error: number;
  readonly about?: string | undefined;
}

/** Values with their errors, each on an axis of its own that begins or ends at 0: they are of different kinds. */
export function valuesFigure(values: readonly NamedValue[]): Html {
  const drawn = values
    .filter(({ value, error }) => Number.isFinite(value) && Number.isFinite(error))
    .map((own) => {
      const { name, value, error } = own;
      const ends = [Math.min(0, value - 3 * error), Math.max(0, value + 3 * error)];
      const at = { stroke: 'var(--series-0)', strokeWidth: 1.6 };
      const figure = chart(`${name}: ${withError(own)}`, {
        ...{ width: 320, height: 52, marginLeft: 14, marginRight: 14, marginTop: 6 },
        marginBottom: 24,
        x: {
          domain: ends[0] === ends[1] ? [0, 1] : ends,
          label: null,
          ticks: 4,
          tickFormat: shortNumber,
        },
        y: { axis: null, domain: [-1, 1] },
        marks: [
          Plot.ruleX([0], { stroke: 'var(--line)' }),
          Plot.ruleY([0], { stroke: 'var(--line)' }),
          Plot.ruleY([own], { ...at, y: 0, x1: value - error, x2: value + error }),
          Plot.dot([own], {
            ...{ x: 'value', y: () => 0, r: 4, fill: 'var(--series-0)' },
            title: () => `${name}\n${withError(own)}`,
          }),
        ],
      });
      return html`<figure>${figure}<figcaption><b>${name}</b> ${withError(own)}</figcaption></figure>`;
    });
  return drawn.length === 0 ? html`` : html`<div class="multiples">${drawn}</div>`;
}
