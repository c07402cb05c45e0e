import type { Overview } from '../compare/index.ts';
import { html, made } from './html.ts';
import { style } from './style.ts';

/**
 * What several comparisons say together as one HTML file, with links to the report of each.
 *
 * @param folders of the comparisons, beside the page
 */
export function renderOverview(
  { cases, budgets, standings }: Overview,
  folders: readonly string[],
): string {
  const head = budgets.map((budget) => html`<th scope="col">${budget} calls</th>`);
  const rows = standings.map(({ solver, at }) => {
    const cells = at.map(({ best, of }) => {
      const text = of === 0 ? '' : `${best} of ${of}`;
      return html`<td ${made(of > 0 && best === of ? 'class="best"' : '')}>${text}</td>`;
    });
    return html`<tr><th scope="row">${solver}</th>${cells}</tr>`;
  });
  const links = folders.map(
    (folder) => html`<li><a href="${encodeURIComponent(folder)}/report.html">${folder}</a></li>`,
  );
  const names = cases.map(({ name, score }) => `${name} on the ${score} score`).join(', ');
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Solvers over ${cases.length} cases</title><link rel="icon" href="data:,"><style>${made(style)}</style></head><body><main>
<h1>Solvers over ${cases.length} cases</h1>
<p>${names}.</p>
<h2>How often each is among the best</h2>
<p class="soft">Cases in which a solver has the lowest energy distance within the budget or cannot be told from it, of those in which it ran.</p>
<div class="scroll"><table><thead><tr><th scope="col">solver</th>${head}</tr></thead><tbody>${rows}</tbody></table></div>
<h2>Each case</h2>
<ul>${links}</ul>
</main></body></html>
`.markup;
}
