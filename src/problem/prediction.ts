import type { Space } from '../space/index.ts';
import type { NoiseLevel } from './schedule.ts';

/** What a network's output stands for; v = alpha eps - sigma x0, velocity = eps - x0, which is dx/dt on the schedule flow. */
export type Parametrization = 'eps' | 'x0' | 'v' | 'velocity' | 'score';

/** Views of one network call, each computed when first read; x = alpha x0 + sigma eps, score = -eps / sigma. */
export interface Prediction<X> {
  readonly x0: X;
  readonly eps: X;
  readonly score: X;
  /** a x + b score in one pass over the arrays: what drifts and velocities are made of. */
  along(a: number, b: number): X;
}

/** What a prediction can be read as. */
export type View = 'x0' | 'eps' | 'score';

/** view = ofX x + ofOutput output */
export type Linear = readonly [ofX: number, ofOutput: number];

/**
 * A view, or what another network would say, as a combination of x and of the network's output. From x0, v and velocity none divides by
 * alpha:
 *
 *   x0 = (alpha x - sigma v) / (alpha^2 + sigma^2) = (x - sigma velocity) / (alpha + sigma)
 *   eps = (sigma x + alpha v) / (alpha^2 + sigma^2) = (x + alpha velocity) / (alpha + sigma)
 *
 * @see Kingma et al. (2021), arXiv:2107.00630; Salimans & Ho (2022), arXiv:2202.00512, appendix D; Lipman et al. (2023),
 *   arXiv:2210.02747
 */
export function linear(view: Parametrization, from: Parametrization, level: NoiseLevel): Linear {
  const { alpha, sigma } = level;
  if (view === from) return [0, 1];
  if (view === 'score') {
    const [ofX, ofOutput] = linear('eps', from, level);
    return [-ofX / sigma, -ofOutput / sigma];
  }
  if (view === 'v' || view === 'velocity') {
    const [x0, eps] = [linear('x0', from, level), linear('eps', from, level)];
    const [a, b] = view === 'v' ? [alpha, sigma] : [1, 1];
    return [a * eps[0] - b * x0[0], a * eps[1] - b * x0[1]];
  }
  if (from === 'v') {
    const power = alpha ** 2 + sigma ** 2;
    return view === 'x0' ? [alpha / power, -sigma / power] : [sigma / power, alpha / power];
  }
  if (from === 'velocity') {
    const sum = alpha + sigma;
    return view === 'x0' ? [1 / sum, -sigma / sum] : [1 / sum, alpha / sum];
  }
  if (view === 'x0') return [1 / alpha, from === 'eps' ? -sigma / alpha : sigma ** 2 / alpha];
  return from === 'x0' ? [1 / sigma, -alpha / sigma] : [0, -sigma];
}

/** A prediction with other views; what else it carries, as a variance, is kept. */
export function withViews<X, P extends Prediction<X>>(own: P, views: Prediction<X>): P {
  return Object.create(own, Object.getOwnPropertyDescriptors(views));
}

/** The prediction that `output` at (x, level) stands for. */
export function prediction<X>(
  space: Space<X>,
  level: NoiseLevel,
  from: Parametrization,
  x: X,
  output: X,
): Prediction<X> {
  const known: { [view in View]?: X } = {};
  const read = (view: View): X => {
    const [ofX, ofOutput] = linear(view, from, level);
    known[view] ??= view === from ? output : space.combine([ofX, x], [ofOutput, output]);
    return known[view];
  };
  return {
    get x0(): X {
      return read('x0');
    },
    get eps(): X {
      return read('eps');
    },
    get score(): X {
      return read('score');
    },
    along(a, b) {
      const [ofX, ofOutput] = linear('score', from, level);
      return space.combine([a + b * ofX, x], [b * ofOutput, output]);
    },
  };
}
