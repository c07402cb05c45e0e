export { classifierGuidance } from './classifier.ts';
export { classifierFreeGuidance, type GuidanceOptions } from './classifierFree.ts';
