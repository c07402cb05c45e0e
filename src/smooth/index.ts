/**
 * Operations of TensorFlow.js with derivatives that are right to every order: what networks are made of, so that sliced
 * score matching can train them. May import tfjs-core only.
 */
export {
  type Elementwise,
  elu,
  exp,
  sigmoid,
  silu,
  softmax,
  softplus,
  tanh,
} from './elementwise.ts';
