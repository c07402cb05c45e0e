import * as tf from '@tensorflow/tfjs-core';

/** The npm packages that bind TensorFlow's C library to Node. */
export type NativePackage = '@tensorflow/tfjs-node-gpu' | '@tensorflow/tfjs-node';

/** What loading such a package came to. */
export type NativeOutcome =
  | { readonly works: true; readonly tensorflow: string; readonly usesGpu: boolean }
  | { readonly works: false; readonly why: string; readonly remedy: string };

interface NativeBackend {
  readonly isUsingGpuDevice?: boolean;
  readonly binding?: { readonly TF_Version?: string };
}

/**
 * TensorFlow speaks on stderr when it starts, its CUDA build of errors that are none (factories "already registered");
 * on processors with AVX512-VNNI it multiplies by oneDNN, whose rows depend on their number (nativeRows.ts); Node 23 dropped two
 * functions that its binding calls.
 */
function prepare(name: NativePackage): void {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= name === '@tensorflow/tfjs-node-gpu' ? '3' : '2';
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '0';
  const util: Record<string, unknown> = process.getBuiltinModule('node:util') as never;
  util.isNullOrUndefined ??= (value: unknown): boolean => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}

/**
 * Loads a native backend and makes it current, if its package is installed and its binding has been built: a failed
 * import would half-register it.
 */
export async function loadNative(name: NativePackage): Promise<NativeOutcome> {
  const { existsSync, readdirSync } = process.getBuiltinModule('node:fs');
  const { dirname, join } = process.getBuiltinModule('node:path');
  const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);
  const remedy = `npx tfjs-sde native${name.endsWith('gpu') ? ' --gpu' : ''}`;
  const failed = (why: string): NativeOutcome => ({ works: false, why, remedy });
  let folder: string;
  try {
    folder = dirname(require.resolve(`${name}/package.json`));
  } catch {
    return failed(`${name} is not installed`);
  }
  const [lib, deps] = [join(folder, 'lib'), join(folder, 'deps', 'lib')];
  const builds = existsSync(lib) ? readdirSync(lib) : [];
  if (!builds.some((build) => existsSync(join(lib, build, 'tfjs_binding.node')))) {
    return failed(`${name} is installed without its binding, tfjs_binding.node`);
  }
  // the link to a cache that was deleted
  if (!existsSync(deps)) return failed(`${name} is installed without TensorFlow's libraries`);
  try {
    prepare(name);
    require(name);
    if (!(await tf.setBackend('tensorflow'))) throw new Error('its backend did not start');
    await tf.ready();
  } catch (error) {
    return failed(`${name} failed to load: ${(error as Error).message.split('\n')[0]}`);
  }
  const { binding, isUsingGpuDevice = false } = tf.backend() as NativeBackend;
  return { works: true, tensorflow: binding?.TF_Version ?? 'unknown', usesGpu: isUsingGpuDevice };
}
