/**
 * Results as people look at them: one HTML file, pictures. Pure: the same comparison gives the same bytes. May import src/compare.
 * Must not know files or terminals.
 */
export { rasterised } from './rasterised.ts';
export { renderReport } from './renderReport.ts';
export { samplesPicture } from './samplesPicture.ts';
