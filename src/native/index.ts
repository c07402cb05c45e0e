/**
 * Gives a project a native backend: TensorFlow's libraries from PyPI's wheels, the binding of tfjs-node compiled against
 * them. May import src/errors and src/backend. Must not know what is computed on it; nothing but src/cli uses it.
 */
export { cacheFolder } from './cache.ts';
export { installNative, type NativeOptions, removeNative } from './install.ts';
export type { Step, Supervision } from './step.ts';
export type { Verified } from './verify.ts';
