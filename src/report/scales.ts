import { type Html, html } from './html.ts';
import type { Scale } from './qualityAxis.ts';

/** A chart on both scales, of which a page shows the one that is chosen: the logarithmic one until then. */
export function onBothScales(draw: (scale: Scale) => Html): Html {
  return html`<div data-scale="logarithmic">${draw('logarithmic')}</div><div data-scale="linear" hidden>${draw('linear')}</div>`;
}
