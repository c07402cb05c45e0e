import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** Draws a chart of Observable Plot as SVG that stands alone, on white and in DejaVu Sans: a picture for a file. */
export function standalone(options: Plot.PlotOptions): string {
  const style = {
    background: '#ffffff',
    color: '#1b1f24',
    fontFamily: 'DejaVu Sans, sans-serif',
  };
  const figure = Plot.plot({ document, style, ...options });
  figure.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return figure.outerHTML;
}
