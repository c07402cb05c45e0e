/**
 * What commands measure, as they keep it in folders: JSON with all that a page shows, and the page drawn from it. A command that
 * writes a page has a file here and a line below, and `tfjs-sde report` draws it again.
 */
import { certificatesFile, redrawCertificates } from './certificatesResult.ts';
import { comparisonFile, redrawComparison } from './comparisonResult.ts';
import { overviewFile, redrawOverview } from './overviewResult.ts';
import { recommendationFile, redrawRecommendation } from './recommendationResult.ts';
import { likelihoodFile, measurementFile, redrawValues } from './valuesResult.ts';

/** Draws the page of a folder from a file in it again, and returns the page's file. */
export type Redraw = (folder: string) => Promise<string>;

/** What can be drawn again, by the file that a folder then has. */
export const results: Readonly<Record<string, Redraw>> = {
  [comparisonFile]: redrawComparison,
  [overviewFile]: redrawOverview,
  [certificatesFile]: redrawCertificates,
  [measurementFile]: redrawValues(measurementFile),
  [likelihoodFile]: redrawValues(likelihoodFile),
  [recommendationFile]: redrawRecommendation,
};
