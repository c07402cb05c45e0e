/**
 * Files of users: samples in, results out. Node only. May import src/errors. Must not know what the numbers mean.
 */
export { again } from './again.ts';
export { existing } from './existing.ts';
export { fileError } from './fileError.ts';
export type { ImageFiles, ImageLabels, Opening, Picture, Size } from './images/images.ts';
export { shown } from './images/images.ts';
export { imageKinds, isImages, openImages } from './images/openImages.ts';
export { readPicture } from './images/readPicture.ts';
export type { PointsFile } from './points.ts';
export { readCsv } from './readCsv.ts';
export { readLines } from './readLines.ts';
export { readNpy } from './readNpy.ts';
export { readPoints } from './readPoints.ts';
export type { FileTensor, Safetensors, TensorData } from './safetensors/format.ts';
export { readSafetensors } from './safetensors/read.ts';
export { writeSafetensors } from './safetensors/write.ts';
export { writeFirst } from './writeFirst.ts';
export { writePoints } from './writePoints.ts';
export { writeWhole } from './writeWhole.ts';
