/**
 * Results as people look at them: one HTML file, pictures. Pure: the same comparison gives the same bytes. May import src/compare,
 * src/recommend and src/certify.
 * Must not know files or terminals.
 */
export { type AnimationOptions, apngOf, type Frame } from './apngOf.ts';
export { forwardStrip, type NoiseTime } from './forwardStrip.ts';
export { type ImageGridOptions, imageGrid, type Raster } from './imageGrid.ts';
export { type InterpolationStrip, interpolationStrip } from './interpolationStrip.ts';
export { shortNumber, withError } from './number.ts';
export { type MomentsAt, type PictureOfPaths, pathsPicture } from './pathsPicture.ts';
export { pngOf } from './pngOf.ts';
export { qualityPicture } from './qualityPicture.ts';
export { rasterised } from './rasterised.ts';
export { renderCertificates } from './renderCertificates.ts';
export { type OverviewPage, renderOverview } from './renderOverview.ts';
export { type Recommended, renderRecommendation } from './renderRecommendation.ts';
export { renderReport } from './renderReport.ts';
export { renderValues, type Values } from './renderValues.ts';
export { type Moment, reverseFrames } from './reverseFrames.ts';
export { samplesPicture } from './samplesPicture.ts';
export { scoreErrorPicture } from './scoreErrorPicture.ts';
