/**
 * Operations with derivatives that are right to every order, where those of TensorFlow.js are not: what networks are made of, so
 * that sliced score matching can train them; and the check that finds the others. Of TensorFlow.js's own, sums, products,
 * matMul, conv2d, conv2dTranspose, square, sqrt, rsqrt, log, sin, cos, relu, mean, reshape, concat, pad, slice and gather are
 * right to second order as they are. May import tfjs-core and src/errors only.
 */
export { erf, exp, expm1, gelu, mish, sigmoid, softplus, tanh } from './elementwise.ts';
export { type Affine, groupNorm } from './groupNorm.ts';
export { layerNorm } from './layerNorm.ts';
export { type LostDerivative, lostDerivative } from './lostDerivative.ts';
export { type Inputs, type Operation, operation } from './operation.ts';
export { elu, leakyRelu, selu } from './rectified.ts';
export { averagePool, upsample } from './resampling.ts';
export { silu } from './silu.ts';
export type { Elementwise } from './smooth.ts';
export { logSoftmax, softmax } from './softmax.ts';
export { stopGradient } from './stopGradient.ts';
