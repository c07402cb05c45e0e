import * as tf from '@tensorflow/tfjs-core';

/** A convolution by its shapes, and tensors of those. */
interface Recorded {
  readonly x: tf.Tensor4D;
  readonly filter: tf.Tensor4D;
  readonly dy: tf.Tensor4D;
  readonly stride: number;
  readonly pad: 'same' | 'valid';
}

/** The convolutions that a function ran, alone. */
export interface Convolutions {
  /** All of them, and for a training step the gradients of their inputs and filters. */
  run(of: 'forward' | 'step'): Promise<void>;
  dispose(): void;
}

type Shape4 = [number, number, number, number];

/** Which convolutions a function runs, by the shapes of their inputs and results. */
export async function convolutionsOf(f: () => tf.Tensor): Promise<Convolutions> {
  const { kernels, result } = await tf.profile(f);
  tf.dispose(result as tf.Tensor);
  const recorded: Recorded[] = kernels
    .filter(({ name }) => name === 'Conv2D')
    .map(({ inputShapes, outputShapes }) => {
      const [from, over, to] = [inputShapes[0], inputShapes[1], outputShapes[0]] as Shape4[];
      const [x, filter, dy] = [from, over, to].map((shape) => tf.zeros(shape as Shape4)) as [
        tf.Tensor4D,
        tf.Tensor4D,
        tf.Tensor4D,
      ];
      const isSame = x.shape[1] === dy.shape[1];
      const stride = isSame ? 1 : Math.round(x.shape[1] / dy.shape[1]);
      return { x, filter, dy, stride, pad: isSame ? 'same' : 'valid' };
    });
  const forward = ({ x, filter, stride, pad }: Recorded): tf.Tensor =>
    tf.conv2d(x, filter, stride, pad);
  const step = (one: Recorded): tf.Tensor => {
    const gradients = tf.grads((x, filter) =>
      forward({ ...one, x: x as tf.Tensor4D, filter: filter as tf.Tensor4D }),
    );
    return gradients([one.x, one.filter], one.dy)[1] as tf.Tensor;
  };
  return {
    async run(of) {
      let last = tf.scalar(0) as tf.Tensor;
      for (const one of recorded) {
        const next = tf.tidy(() => (of === 'forward' ? forward : step)(one));
        last.dispose();
        last = next;
      }
      await last.data();
      last.dispose();
    },
    dispose() {
      for (const { x, filter, dy } of recorded) tf.dispose([x, filter, dy]);
    },
  };
}
