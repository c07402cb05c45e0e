/**
 * Results as people look at them: one HTML file. Pure: the same comparison gives the same bytes. May import src/compare.
 * Must not know files or terminals.
 */
export { renderReport } from './renderReport.ts';
