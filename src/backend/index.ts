/**
 * Choice and repair of TensorFlow.js backends, and the event loop. May import src/errors and tfjs packages. Must not
 * know what is computed on them.
 */
export { breathe } from './breathe.ts';
export { type BrowserBackendName, browserBackendNames } from './browser.ts';
export { registerGradients } from './gradients.ts';
export {
  type BackendName,
  type BackendReport,
  backendNames,
  describeBackend,
  type PassedOver,
  useBackend,
  type WasmPaths,
} from './useBackend.ts';
