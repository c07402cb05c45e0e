import { requirePositive } from '../../errors/index.ts';
import { float64 } from '../../space/index.ts';
import { elementwise, type SdeProblem } from './sdeProblem.ts';

/**
 * The Ornstein-Uhlenbeck process: dx = theta (mu - x) dt + sigma dw, Gaussian at all times,
 *
 *   E x = mu + (x_0 - mu) e^(-theta t),   Var x = sigma^2 / (2 theta) (1 - e^(-2 theta t))
 *
 * @param options its settings
 * @throws InputError unless theta, sigma and end are positive
 * @see Uhlenbeck & Ornstein (1930), Phys. Rev. 36:823
 */
export function ornsteinUhlenbeck({
  theta = 2,
  mu = 1,
  sigma = 0.5,
  start = 0,
  end = 1,
}: {
  theta?: number;
  mu?: number;
  sigma?: number;
  start?: number;
  end?: number;
} = {}): SdeProblem {
  for (const [name, value] of Object.entries({ theta, sigma, end })) {
    requirePositive(`ornstein-uhlenbeck: ${name}`, value);
  }
  return {
    name: 'ornstein-uhlenbeck',
    options: { theta, mu, sigma, start, end },
    about: 'dx = theta (mu - x) dt + sigma dw',
    source: 'Uhlenbeck & Ornstein 1930, Phys. Rev. 36:823',
    variables: ['x'],
    sde: {
      space: float64([1]),
      drift: elementwise((x) => theta * (mu - x)),
      diffusion: { kind: 'additive', at: () => sigma },
    },
    start: [start],
    over: [0, end],
    moments: (t) => ({
      mean: [mu + (start - mu) * Math.exp(-theta * t)],
      variance: [(sigma ** 2 / (2 * theta)) * -Math.expm1(-2 * theta * t)],
    }),
  };
}
