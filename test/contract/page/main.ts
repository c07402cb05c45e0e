import plain from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { type BackendName, registerGradients, useBackend } from '../../../src/backend/index.ts';
import { type Outcome, outcomeOf } from '../check.ts';
import { checksOf } from '../contract.ts';

const asked = new URLSearchParams(location.search);
const backend = asked.get('backend') ?? '';
// as on telephones that render no others
if (asked.has('half')) tf.env().set('WEBGL_FORCE_F16_TEXTURES', true);
const wasmPaths = {
  'tfjs-backend-wasm.wasm': plain,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': threaded,
};

/** Runs the contract on the backend that the address names. */
async function run(): Promise<{ about?: string; why?: string; outcomes: Outcome[] }> {
  const outcomes: Outcome[] = [];
  try {
    const { about } = await useBackend(backend as BackendName, { wasmPaths });
    await registerGradients();
    for (const check of checksOf(backend)) outcomes.push(await outcomeOf(check));
    return { about, outcomes };
  } catch (error) {
    return { why: String(error), outcomes };
  }
}

const place = document.querySelector('#result');
if (place === null) throw new Error('no place for the result');
place.textContent = JSON.stringify(await run());
