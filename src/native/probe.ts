/** A program: loads the binding it is given, squares a matrix, and prints what came of it as JSON. */
import * as tf from '@tensorflow/tfjs-core';
import { loadNative, type NativePackage } from '../backend/native.ts';
import type { Probed } from './verify.ts';

const outcome = await loadNative(process.argv[2] as NativePackage);
let probed: Probed;
if (outcome.works) {
  const matrix = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  probed = { ...outcome, product: Array.from(tf.matMul(matrix, matrix).dataSync()) };
} else {
  probed = outcome;
}
process.stdout.write(JSON.stringify(probed));
