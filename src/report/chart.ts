import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { type Html, made } from './html.ts';

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** Attributes that say where things are. */
const places = / (?:d|transform|[xyr][12]?|c[xy]|width|height)="[^"]*"/g;

/** Positions to tenths of a pixel: more would only make pages long. */
function short(markup: string): string {
  const rounded = (number: string): string => String(Number(Number(number).toFixed(1)));
  return markup.replace(places, (attribute) => attribute.replace(/-?\d+\.\d{2,}/g, rounded));
}

/**
 * Draws a chart of Observable Plot as SVG whose text takes the page's colours, with a name for those who cannot see it.
 */
export function chart(name: string, options: Plot.PlotOptions): Html {
  const drawn = Plot.plot({
    document,
    width: 500,
    height: 340,
    marginLeft: 62,
    marginTop: 30,
    marginBottom: 42,
    style: { background: 'none', color: 'inherit', fontSize: '12px', overflow: 'visible' },
    ...options,
  });
  drawn.setAttribute('role', 'img');
  drawn.setAttribute('aria-label', name);
  for (const style of drawn.querySelectorAll('style')) style.remove();
  return made(short(drawn.outerHTML));
}
