/**
 * Networks, and operations to write one's own with. May import src/problem, src/space, src/smooth, src/noise and src/errors. Must not know solvers, nor how they are trained.
 * @packageDocumentation
 */

export {
  averagePool,
  type Elementwise,
  elu,
  erf,
  exp,
  gelu,
  groupNorm,
  layerNorm,
  leakyRelu,
  logSoftmax,
  mish,
  selu,
  sigmoid,
  silu,
  softmax,
  softplus,
  tanh,
  upsample,
} from '../src/smooth/index.ts';
export { inputScale, learnsVariance, networkDenoiser } from './denoiser.ts';
export { dense } from './dense.ts';
export { type MlpOptions, mlp } from './mlp.ts';
export type { Condition, Network, VarianceNetwork } from './network.ts';
export { type Outputs, outputsOf } from './outputs.ts';
export { shaped } from './shaped.ts';
