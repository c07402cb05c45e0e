/**
 * Figures of notebooks, as SVG text. May import src/report; must not know what is shown.
 */
export { type Axis, curves, type Point } from './curves.ts';
export { type ImageRow, images } from './images.ts';
export { scatter } from './scatter.ts';
