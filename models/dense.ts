import * as tf from '@tensorflow/tfjs-core';
import { operation } from '../src/smooth/index.ts';

const matrix = (x: tf.Tensor): tf.Tensor2D => x as tf.Tensor2D;

/** x W^T and x^T y, the two products that gradients of layers are made of. */
const timesTransposed = (x: tf.Tensor, w: tf.Tensor): tf.Tensor =>
  tf.matMul(matrix(x), matrix(w), false, true);
const transposedTimes = (x: tf.Tensor, y: tf.Tensor): tf.Tensor =>
  tf.matMul(matrix(x), matrix(y), true, false);

const affine = operation({
  name: 'Affine',
  inputs: ['x', 'weight', 'bias'],
  value: ({ x, weight, bias }) => tf.add(tf.matMul(matrix(x), matrix(weight)), bias),
  gradients: (dy, { x, weight }) => ({
    x: () => timesTransposed(dy, weight),
    weight: () => transposedTimes(x, dy),
    bias: () => tf.sum(dy, 0),
  }),
});

/**
 * x W + b as one operation, [B, out] from [B, in]. TensorFlow.js would make two of it, whose gradients reshape what has its
 * shape already; on small networks that is a good part of a step.
 *
 *   dx = dy W^T,   dW = x^T dy,   db = sum of the rows of dy
 */
export function dense(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  return matrix(affine({ x, weight, bias }));
}

/** The gradient of an embedding's part: where all rows share one, that of their sum. */
const ofRows = (dy: tf.Tensor, embedding: tf.Tensor): tf.Tensor =>
  embedding.shape[0] === 1 ? tf.sum(dy, 0, true) : dy;

const affineOfTwo = operation({
  name: 'AffineOfTwo',
  inputs: ['x', 'weight', 'embedding', 'ofEmbedding', 'bias'],
  value: ({ x, weight, embedding, ofEmbedding, bias }) => {
    const a = tf.matMul(matrix(x), matrix(weight));
    const b = tf.matMul(matrix(embedding), matrix(ofEmbedding));
    // of one row the bias is added to that, which is the cheaper sum
    return embedding.shape[0] === 1 ? tf.add(a, tf.add(b, bias)) : tf.add(tf.add(a, b), bias);
  },
  gradients: (dy, { x, weight, embedding, ofEmbedding }) => ({
    x: () => timesTransposed(dy, weight),
    weight: () => transposedTimes(x, dy),
    embedding: () => timesTransposed(ofRows(dy, embedding), ofEmbedding),
    ofEmbedding: () => transposedTimes(embedding, ofRows(dy, embedding)),
    bias: () => tf.sum(dy, 0),
  }),
});

/**
 * x W + e V + b as one operation: a first layer that sees the sample x and an embedding e of its noise level.
 *
 * @param embedding e: [B, features], or [1, features] for all rows
 */
export function denseWith(
  x: tf.Tensor2D,
  weight: tf.Tensor2D,
  embedding: tf.Tensor2D,
  ofEmbedding: tf.Tensor2D,
  bias: tf.Tensor1D,
): tf.Tensor2D {
  return matrix(affineOfTwo({ x, weight, embedding, ofEmbedding, bias }));
}
