/**
 * What a network sees of samples, to be compared in their place: features of a classifier's run, or of a TensorFlow.js graph model of
 * the user's. Node only. May import src/run and all below. Must not know metrics, terminals or options of commands.
 */
export { featuresOf, type Looking } from './featuresOf.ts';
