import * as tf from '@tensorflow/tfjs-core';

/** A fact that holds on every backend; it knows no test runner, so that a page can check it too. */
export interface Check {
  readonly name: string;
  /** Throws where the fact does not hold. */
  readonly run: () => Promise<void>;
}

/** What came of a check: an error, or none. */
export interface Outcome {
  readonly name: string;
  readonly error?: string;
}

/** @throws Error unless two arrays have one length and no element is further off than the tolerance */
export function requireNear(
  what: string,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  if (actual.length !== expected.length) {
    throw new Error(`${what}: ${actual.length} numbers in place of ${expected.length}`);
  }
  for (let i = 0; i < expected.length; i++) {
    const [got = Number.NaN, wanted = Number.NaN] = [actual[i], expected[i]];
    if (Math.abs(got - wanted) <= tolerance) continue;
    throw new Error(`${what}: element ${i} is ${got}, not ${wanted} +- ${tolerance}`);
  }
}

/** The numbers of what `make` makes, read as pages have to; nothing of it is left. */
export async function read(make: () => tf.Tensor): Promise<Float32Array> {
  const made = tf.tidy(make);
  const values = await made.data<'float32'>();
  made.dispose();
  return values;
}

/** Numbers in [-1, 1] that are all different and that float32 holds, in the place of random ones. */
export function waves(shape: readonly number[], phase = 0): Float64Array {
  const size = shape.reduce((product, n) => product * n, 1);
  return new Float64Array(size).map((_, i) => Math.fround(Math.sin(12.9898 * (i + 1) + phase)));
}

/** Those numbers as a tensor of float32. */
export function tensor(values: Float64Array, shape: readonly number[]): tf.Tensor {
  return tf.tensor(Float32Array.from(values), [...shape]);
}

/**
 * Runs a check on the current backend. It fails, too, where it leaves a tensor behind or reads one synchronously, which webgpu
 * cannot.
 */
export async function outcomeOf({ name, run }: Check): Promise<Outcome> {
  const engine = tf.engine();
  const before = tf.memory().numTensors;
  const readSync = engine.readSync;
  engine.readSync = () => {
    throw new Error('a tensor was read synchronously');
  };
  try {
    await run();
    const left = tf.memory().numTensors - before;
    if (left !== 0) throw new Error(`${left} tensors are left`);
    return { name };
  } catch (error) {
    return { name, error: error instanceof Error ? error.message : String(error) };
  } finally {
    engine.readSync = readSync;
  }
}
