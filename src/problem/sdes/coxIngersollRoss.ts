import { requirePositive } from '../../errors/index.ts';
import { float64 } from '../../space/index.ts';
import { elementwise, type SdeProblem } from './sdeProblem.ts';

/**
 * Cox-Ingersoll-Ross: dx = theta (mu - x) dt + sigma sqrt(x) dw; with d = e^(-theta t),
 *
 *   E x = mu + (x_0 - mu) d,   Var x = sigma^2 / theta (x_0 (d - d^2) + mu / 2 (1 - d)^2)
 *
 * It stays positive if 2 theta mu >= sigma^2; steps do not, and the root of a negative state is taken as 0, also that in g g' =
 * sigma^2 / 2.
 *
 * @param options its settings
 * @throws InputError unless all are positive
 * @see Cox, Ingersoll & Ross (1985), Econometrica 53:385, eq. 17 to 19
 */
export function coxIngersollRoss({
  theta = 2,
  mu = 0.5,
  sigma = 0.5,
  start = 1,
  end = 1,
}: {
  theta?: number;
  mu?: number;
  sigma?: number;
  start?: number;
  end?: number;
} = {}): SdeProblem {
  const options = { theta, mu, sigma, start, end };
  for (const [name, value] of Object.entries(options)) {
    requirePositive(`cox-ingersoll-ross: ${name}`, value);
  }
  return {
    name: 'cox-ingersoll-ross',
    options,
    about: 'dx = theta (mu - x) dt + sigma sqrt(x) dw',
    source: 'Cox, Ingersoll & Ross 1985, Econometrica 53:385',
    variables: ['x'],
    sde: {
      space: float64([1]),
      drift: elementwise((x) => theta * (mu - x)),
      diffusion: {
        kind: 'diagonal',
        at: elementwise((x) => sigma * Math.sqrt(Math.max(x, 0))),
        correction: elementwise((x) => (x > 0 ? sigma ** 2 / 2 : 0)),
      },
    },
    start: [start],
    over: [0, end],
    moments: (t) => {
      const d = Math.exp(-theta * t);
      const spread = start * (d - d ** 2) + (mu / 2) * (1 - d) ** 2;
      return { mean: [mu + (start - mu) * d], variance: [(sigma ** 2 / theta) * spread] };
    },
  };
}
