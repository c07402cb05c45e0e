import { type Again, again } from './again.ts';
import { type Html, html, made } from './html.ts';
import { script } from './script/index.ts';
import { style } from './style.ts';

/** A part of a page under a heading of its own. */
export interface Section {
  readonly title: string;
  readonly body: Html;
}

/** What a page of results is made of. */
export interface Page {
  /** Of the window. */
  readonly title: string;
  readonly heading: string;
  /** What was done and what came out: paragraphs. */
  readonly opening: Html;
  /** Those without a body are left out. */
  readonly sections: readonly Section[];
  readonly again: Again;
  /** Drawings that others refer to. */
  readonly definitions?: Html;
}

/** A title as an anchor: letters and digits between dashes. */
const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** Where on the page what is; nothing where there is little. */
function contents(titles: readonly string[]): Html {
  if (titles.length < 4) return html``;
  const links = titles.map((title) => html`<li><a href="#${anchor(title)}">${title}</a></li>`);
  return html`<nav aria-label="on this page"><ul>${links}</ul></nav>`;
}

/**
 * Results as one HTML file that stands alone: an opening, sections, and how to repeat it. It needs no network, and is whole without
 * its script, which sorts tables, chooses among series and scales of charts, and tells the numbers behind points.
 */
export function page({
  title,
  heading,
  opening,
  sections,
  again: repeat,
  definitions,
}: Page): string {
  const shown = [
    ...sections.filter(({ body }) => body.markup !== ''),
    { title: 'Again', body: again(repeat) },
  ];
  const drawn = shown.map(
    (section) =>
      html`<section aria-labelledby="${anchor(section.title)}"><h2 id="${anchor(section.title)}">${section.title}</h2>
${section.body}</section>
`,
  );
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><link rel="icon" href="data:,"><style>${made(style)}</style></head><body>${definitions ?? html``}<main>
<h1>${heading}</h1>
${opening}
${contents(shown.map((section) => section.title))}
${drawn}</main><script>${made(script)}</script></body></html>
`.markup;
}
