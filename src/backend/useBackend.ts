import * as tf from '@tensorflow/tfjs-core';
import { InputError, unknownName } from '../errors/index.ts';
import { type BrowserBackendName, browserBackendNames, startBrowser } from './browser.ts';
import { loadNative, type NativeOutcome } from './native.ts';
import { repairNativeConvolution } from './nativeConvolution.ts';
import { repairNativeRows } from './nativeRows.ts';
import { repairWasmConvolution } from './wasmConvolution.ts';
import { repairWasmInputGradient } from './wasmInputGradient.ts';
import { repairWasmMatMul } from './wasmMatMul.ts';
import { repairWasmSamePadding } from './wasmSamePadding.ts';
import { repairWasmSegmentSum } from './wasmSegmentSum.ts';

/** The backends this package starts by itself, the fastest first. */
export const backendNames = ['native-gpu', 'native', 'wasm', 'cpu'] as const;

/** One of {@link backendNames}, or one that a page imports itself and asks for by name. */
export type BackendName = (typeof backendNames)[number] | BrowserBackendName;

/** Where the three binaries of the wasm backend are; in Node they are found without it. */
export type WasmPaths = Readonly<
  Record<
    | 'tfjs-backend-wasm.wasm'
    | 'tfjs-backend-wasm-simd.wasm'
    | 'tfjs-backend-wasm-threaded-simd.wasm',
    string
  >
>;

/** Which backend is in use, and why not a faster one. */
export interface BackendReport {
  readonly name: BackendName;
  /** What it is: a package and its version. */
  readonly about: string;
  /** Faster backends that were tried. */
  readonly passedOver: readonly PassedOver[];
}

/** A backend that is not used. */
export interface PassedOver {
  readonly name: BackendName;
  readonly why: string;
  /** A command that would make it usable. */
  readonly remedy: string;
}

type Outcome = { readonly about: string } | { readonly why: string; readonly remedy: string };

const isNode = typeof process !== 'undefined' && process.versions?.node !== undefined;

function describeNative(outcome: NativeOutcome): Outcome {
  if (!outcome.works) return outcome;
  return { about: `TensorFlow ${outcome.tensorflow} on the ${outcome.usesGpu ? 'GPU' : 'CPU'}` };
}

async function startNative(name: 'native-gpu' | 'native'): Promise<Outcome> {
  if (!isNode) return { why: 'this is not Node', remedy: 'run it in Node' };
  if (name === 'native-gpu') {
    const outcome = await loadNative('@tensorflow/tfjs-node-gpu');
    if (!outcome.works || outcome.usesGpu) return describeNative(outcome);
    return { why: 'TensorFlow sees no GPU', remedy: "install NVIDIA's driver for CUDA 12" };
  }
  const outcome = await loadNative('@tensorflow/tfjs-node');
  const other = outcome.works ? outcome : await loadNative('@tensorflow/tfjs-node-gpu');
  if (!other.works) return describeNative(outcome);
  if (!other.usesGpu) {
    repairNativeRows();
    repairNativeConvolution();
  }
  return describeNative(other);
}

async function start(name: BackendName, paths: WasmPaths | undefined): Promise<Outcome> {
  if (name === 'native-gpu' || name === 'native') return startNative(name);
  if (name === 'webgl' || name === 'webgpu') return startBrowser(name);
  if (name === 'wasm') {
    const wasm = await import('@tensorflow/tfjs-backend-wasm');
    if (paths !== undefined) wasm.setWasmPaths({ ...paths });
    if (!(await tf.setBackend('wasm'))) {
      return { why: 'its binaries did not load', remedy: 'give wasmPaths to useBackend' };
    }
    repairWasmMatMul(wasm.version_wasm);
    repairWasmSamePadding(wasm.version_wasm);
    repairWasmConvolution();
    repairWasmInputGradient(wasm.version_wasm);
    repairWasmSegmentSum();
    return { about: `WebAssembly, tfjs-backend-wasm ${wasm.version_wasm}` };
  }
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
  // it greets whoever uses it in Node with an advertisement
  Object.assign(tf.backend(), { firstUse: false });
  return { about: `plain JavaScript, tfjs-backend-cpu ${tf.version_core}` };
}

/**
 * Starts a backend of TensorFlow.js and makes it current: the one asked for, else the one that TFJS_SDE_BACKEND names,
 * else ('auto') the fastest that works. In a page, 'webgl' and 'webgpu' are had by importing their packages and naming them.
 *
 * @param options its settings
 * @param options.wasmPaths where a bundle put the wasm binaries
 * @throws InputError if the name is unknown, or the backend asked for cannot be used: why, and what would make it
 */
export async function useBackend(
  wanted?: BackendName | 'auto',
  { wasmPaths }: { wasmPaths?: WasmPaths } = {},
): Promise<BackendReport> {
  const named = wanted ?? ((isNode && process.env.TFJS_SDE_BACKEND) || 'auto');
  const all = [...backendNames, ...browserBackendNames];
  const known = all.find((name) => name === named);
  if (known === undefined && named !== 'auto') {
    throw new InputError(unknownName('backend', named, ['auto', ...all]));
  }
  const passedOver: PassedOver[] = [];
  for (const name of known === undefined ? backendNames : [known]) {
    const outcome = await start(name, wasmPaths);
    if ('about' in outcome) {
      await tf.ready();
      return { name, about: outcome.about, passedOver };
    }
    passedOver.push({ name, why: outcome.why, remedy: outcome.remedy });
  }
  const reasons = passedOver.map(({ name, why, remedy }) => `backend ${name}: ${why}; ${remedy}`);
  throw new InputError(reasons.join('. '));
}

/** A report as lines for people. */
export function describeBackend({ name, about, passedOver }: BackendReport): readonly string[] {
  return [
    `${name}: ${about}`,
    ...passedOver.map((other) => `not ${other.name}: ${other.why}; to have it: ${other.remedy}`),
  ];
}
