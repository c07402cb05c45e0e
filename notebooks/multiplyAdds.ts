import * as tf from '@tensorflow/tfjs-core';

const sizeOf = (shape: readonly number[] = []): number => shape.reduce((a, b) => a * b, 1);

/** Of a product of matrices [.., m, k] and [.., k, n], or of images with a filter. */
function ofKernel(name: string, [a, b]: readonly number[][], out: readonly number[] = []): number {
  if (name.endsWith('MatMul')) {
    const products = sizeOf(out.slice(0, -2));
    const k = Math.sqrt((sizeOf(a) * sizeOf(b)) / sizeOf(out) / products);
    return sizeOf(out) * k;
  }
  return name.endsWith('Conv2D') ? (sizeOf(out) * sizeOf(b)) / (b?.at(-1) ?? 1) : 0;
}

/** Multiplications and additions of some work on tensors: those of matrices and convolutions, beside which others are few. */
export async function multiplyAdds(work: () => tf.TensorContainer): Promise<number> {
  const { kernels, result } = await tf.profile(work);
  tf.dispose(result);
  return kernels.reduce((sum, { name, inputShapes, outputShapes }) => {
    const inputs = inputShapes.map((shape) => shape ?? []);
    return sum + ofKernel(name, inputs, outputShapes[0]);
  }, 0);
}
