import { fileURLToPath } from 'node:url';
import { complaint, execute } from './execute.ts';
import type { Recipe } from './recipe.ts';

/** What a build turned out to be. */
export interface Verified {
  readonly backend: Recipe['backend'];
  /** Version of TensorFlow. */
  readonly tensorflow: string;
  readonly usesGpu: boolean;
}

/** What the program probe.ts prints. */
export type Probed =
  | {
      readonly works: true;
      readonly tensorflow: string;
      readonly usesGpu: boolean;
      readonly product: readonly number[];
    }
  | { readonly works: false; readonly why: string };

/**
 * Loads a binding in a process of its own, which it may crash, and multiplies two matrices.
 *
 * @throws Error if it does not load or computes wrongly: why
 */
export async function verify({ backend, binding }: Recipe, signal: AbortSignal): Promise<Verified> {
  const probe = fileURLToPath(new URL('./probe.js', import.meta.url));
  let written: string;
  try {
    written = await execute(process.execPath, [probe, binding], { signal });
  } catch (error) {
    throw new Error(`it crashed: ${complaint(error, /^\w*Error: /)}`);
  }
  const probed: Probed = JSON.parse(written);
  if (!probed.works) throw new Error(probed.why);
  const { tensorflow, usesGpu, product } = probed;
  // [[1, 2], [3, 4]] squared
  if (product.join() !== '7,10,15,22') throw new Error(`it computes wrongly: ${product.join()}`);
  return { backend, tensorflow, usesGpu };
}
