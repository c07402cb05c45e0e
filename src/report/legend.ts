import * as Plot from '@observablehq/plot';
import { chart } from './chart.ts';
import { type Html, html } from './html.ts';
import type { Mark } from './marks.ts';

/** A short line with a solver's symbol on it. */
export function swatch({ color, symbol, isStochastic, name }: Mark): Html {
  return chart(name, {
    width: 34,
    height: 14,
    marginLeft: 2,
    marginRight: 2,
    marginTop: 0,
    marginBottom: 0,
    axis: null,
    x: { domain: [-1, 1] },
    y: { domain: [-1, 1] },
    symbol: { type: 'identity' },
    color: { type: 'identity' },
    marks: [
      Plot.line(
        [
          [-1, 0],
          [1, 0],
        ],
        {
          stroke: color,
          strokeWidth: 1.6,
          ...(isStochastic ? { strokeDasharray: '5 3' } : {}),
        },
      ),
      Plot.dot([[0, 0]], { fill: color, symbol: symbol as Plot.SymbolType, r: 4 }),
    ],
  });
}

/** Which colour, symbol and dash is which solver, as switches of a page that has its script. */
export function legendOf(marks: readonly Mark[]): Html {
  const entries = marks.map(
    (mark) =>
      html`<li data-series="${mark.series}"><span aria-hidden="true">${swatch(mark)}</span><span>${mark.name}</span></li>`,
  );
  return html`<ul class="legend" aria-label="solvers">${entries}</ul>`;
}

/** The legend of charts of quality against network calls, and where a page puts the switch of their scales. */
export function legend(marks: readonly Mark[]): Html {
  return html`${legendOf(marks)}<div class="scales" data-scales></div>
<p class="soft">Dashed lines are stochastic solvers, solid ones deterministic. The wide grey line is the Pareto front, the grey band what two sets of fresh data score.</p>`;
}
