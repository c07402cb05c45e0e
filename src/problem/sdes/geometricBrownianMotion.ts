import { requirePositive } from '../../errors/index.ts';
import { float64 } from '../../space/index.ts';
import type { SdeProblem } from './sdeProblem.ts';

/**
 * Geometric Brownian motion: dx = mu x dt + sigma x dw, whose solution is known along every path,
 *
 *   x_t = x_0 exp((mu - sigma^2 / 2) t + sigma w_t),   E x = x_0 e^(mu t),   Var x = (E x)^2 (e^(sigma^2 t) - 1)
 *
 * @param options its settings
 * @param options.end last time, the first being 0
 * @throws InputError unless sigma, start and end are positive
 * @see Kloeden & Platen (1992), Numerical Solution of Stochastic Differential Equations, section 4.4
 */
export function geometricBrownianMotion({
  mu = 0.5,
  sigma = 0.6,
  start = 1,
  end = 1,
}: {
  mu?: number;
  sigma?: number;
  start?: number;
  end?: number;
} = {}): SdeProblem {
  for (const [name, value] of Object.entries({ sigma, start, end })) {
    requirePositive(`geometric-brownian-motion: ${name}`, value);
  }
  const space = float64([1]);
  return {
    name: 'geometric-brownian-motion',
    options: { mu, sigma, start, end },
    about: 'dx = mu x dt + sigma x dw',
    source: 'Kloeden & Platen 1992, section 4.4',
    variables: ['x'],
    sde: {
      space,
      drift: (x) => space.combine([mu, x]),
      diffusion: {
        kind: 'diagonal',
        at: (x) => space.combine([sigma, x]),
        correction: (x) => space.combine([sigma * sigma, x]),
      },
    },
    start: [start],
    over: [0, end],
    exact: (w) => w.map((own) => start * Math.exp((mu - sigma ** 2 / 2) * end + sigma * own)),
    moments: (t) => {
      const mean = start * Math.exp(mu * t);
      return { mean: [mean], variance: [mean ** 2 * Math.expm1(sigma ** 2 * t)] };
    },
  };
}
