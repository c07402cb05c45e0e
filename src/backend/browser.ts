import * as tf from '@tensorflow/tfjs-core';

/** Backends that a page brings along: they are large, and a bundler takes in what it sees imported. */
export const browserBackendNames = ['webgl', 'webgpu'] as const;

/** One of {@link browserBackendNames}. */
export type BrowserBackendName = (typeof browserBackendNames)[number];

/** What starting such a backend came to. */
export type BrowserOutcome =
  | { readonly about: string }
  | { readonly why: string; readonly remedy: string };

/**
 * Makes a backend current whose package the page has imported.
 *
 * Devices that render 16-bit floats only are refused: three digits are not enough to add up a thousand steps of noise.
 */
export async function startBrowser(name: BrowserBackendName): Promise<BrowserOutcome> {
  const from = `@tensorflow/tfjs-backend-${name}`;
  if (tf.engine().registryFactory[name] === undefined) {
    return {
      why: `${from} has not been imported, or this is no browser that has it`,
      remedy: `npm install ${from}@${tf.version_core}, and import '${from}' before useBackend`,
    };
  }
  if (!(await tf.setBackend(name))) {
    return { why: 'it found no device', remedy: 'look at the graphics settings of the browser' };
  }
  if (name === 'webgl' && !tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) {
    return { why: 'this device renders 16-bit floats only', remedy: 'use wasm' };
  }
  return { about: `${name === 'webgl' ? 'WebGL' : 'WebGPU'}, ${from.slice(12)}` };
}
