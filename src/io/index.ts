/**
 * Files of users: samples in, results out. Node only. May import src/errors. Must not know what the numbers mean.
 */
export type { PointsFile } from './points.ts';
export { readCsv } from './readCsv.ts';
export { readNpy } from './readNpy.ts';
export { isPointsFile, readPoints } from './readPoints.ts';
export { writeWhole } from './writeWhole.ts';
