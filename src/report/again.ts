import { type Html, html } from './html.ts';

/** How to have the results of a page again. */
export interface Again {
  /** The command that repeats it. */
  readonly command: string;
  /** Exactly what it was run with, by name. */
  readonly settings: Readonly<Record<string, string | number>>;
  /** Of packages, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Files beside the page that hold its numbers. */
  readonly files: readonly string[];
  /** What repeats and what does not. */
  readonly note: string;
}

/** The command, settings, versions, and links to the numbers. */
export function again({ command, settings, versions, files, note }: Again): Html {
  const rows = (given: Readonly<Record<string, string | number>>): readonly Html[] =>
    Object.entries(given).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`);
  const links = files.map(
    (file, i) => html`${i === 0 ? '' : ', '}<a href="${encodeURIComponent(file)}">${file}</a>`,
  );
  return html`<pre>${command}</pre>
<p class="soft">${note}</p>
<dl class="facts">${rows(settings)}${rows(versions)}${files.length === 0 ? html`` : html`<dt>numbers</dt><dd>${links}</dd>`}</dl>
`;
}
