import { type Html, html } from './html.ts';

/** A chart on both scales, of which a page shows the one that is chosen: the logarithmic one until then, and where it is alone. */
export function onBothScales(logarithmic: Html, linear: Html | undefined): Html {
  if (linear === undefined) return logarithmic;
  return html`<div data-scale="logarithmic">${logarithmic}</div><div data-scale="linear" hidden>${linear}</div>`;
}
