import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** Colours of series, in the order in which they come. */
export const colours: readonly string[] = [
  ...['#0067a5', '#be0032', '#008856', '#f38400', '#875692'],
  ...['#654522', '#848482', '#e68fac', '#8db600', '#222222'],
];

/** A chart as SVG text that stands alone. */
export function drawn(options: Plot.PlotOptions): string {
  const chart = Plot.plot({ document, ...options });
  chart.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return chart.outerHTML;
}
