/**
 * Networks, and operations to write one's own with. May import src/problem, src/space, src/smooth, src/noise and src/errors. Must not know solvers, nor how they are trained.
 * @packageDocumentation
 */

export {
  type Affine,
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
export { bound } from './bound.ts';
export { type Classifier, type ClassifierOptions, classifier } from './classifier/classifier.ts';
export { crossEntropy } from './classifier/crossEntropy.ts';
export { classifierGradient } from './classifier/gradient.ts';
export { inBatches } from './classifier/inBatches.ts';
export {
  inputScale,
  learnsVariance,
  type NetworkDenoiserOptions,
  networkDenoiser,
} from './denoiser.ts';
export { dense } from './dense.ts';
export { type MlpOptions, mlp } from './mlp.ts';
export type { Condition, Network, VarianceNetwork } from './network.ts';
export { type Outputs, outputsOf } from './outputs.ts';
export { shaped } from './shaped.ts';
export type { TextEncoderOptions } from './textEncoder/textEncoder.ts';
export type { Resampling } from './unet/backboneOptions.ts';
export { type UnetOptions, unet } from './unet/unet.ts';
export {
  type ElboTerms,
  elboTerms,
  klToPrior,
  latentNoise,
  logLikelihood,
  negativeElbo,
  reparametrised,
} from './vae/elbo.ts';
export { generate, reconstruct } from './vae/generate.ts';
export {
  type LatentScale,
  latentScale,
  normaliseLatents,
  restoreLatents,
} from './vae/latentScale.ts';
export { type Posterior, type Vae, type VaeOptions, vae } from './vae/vae.ts';
