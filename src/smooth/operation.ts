import * as tf from '@tensorflow/tfjs-core';

/** Tensors by the name of an input. */
export type Inputs<N extends string> = Readonly<Record<N, tf.Tensor>>;

/** An operation made of others, and its gradients. */
export interface Operation<N extends string> {
  /** Its name among TensorFlow.js's kernels, of which no other may have it. */
  readonly name: string;
  readonly inputs: readonly N[];
  value(inputs: Inputs<N>): tf.Tensor;
  /** From dy and the inputs, by the name of the input, each computed only where something is asked of it. */
  gradients(dy: tf.Tensor, inputs: Inputs<N>): Readonly<Record<N, () => tf.Tensor>>;
}

/**
 * Makes an operation whose gradients are its own, as tf.customGrad does, but not computed where nobody asks for them: of a
 * layer, that of the sample in training, and those of the weights where the derivative in the sample is taken.
 *
 * Gradients made of operations that have gradients themselves are right to every order: what is saved are the inputs. It
 * becomes a kernel of each backend when it first runs there.
 */
export function operation<N extends string>({
  name,
  inputs: names,
  value,
  gradients,
}: Operation<N>): (inputs: Inputs<N>) => tf.Tensor {
  tf.registerGradient({
    kernelName: name,
    inputsToSave: [...names],
    gradFunc: (dy, saved) => {
      const kept = Object.fromEntries(names.map((input, i) => [input, saved[i]]));
      return gradients(dy as tf.Tensor, kept as Inputs<N>);
    },
  });
  return (inputs) => {
    const backendName = tf.getBackend();
    if (tf.getKernel(name, backendName) === undefined) {
      tf.registerKernel({
        kernelName: name,
        backendName,
        kernelFunc: ({ inputs: given }) => tf.tidy(() => value(given as Inputs<N>)),
      });
    }
    return tf.engine().runKernel(name, { ...inputs });
  };
}
