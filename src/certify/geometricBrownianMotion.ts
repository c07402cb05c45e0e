import { gridOf } from '../grids/index.ts';
import { line } from './affineMap.ts';
import type { StrongProblem } from './strongOrder.ts';

/** Its drift and volatility per unit of time. */
export const [mu, nu] = [0.5, 0.6] as const;

/** dx = mu x dt + nu x dw, x_1 = x_0 exp((mu - nu^2 / 2) + nu w): noise that depends on the state. */
export const geometricBrownianMotion: StrongProblem = {
  name: 'geometric Brownian motion',
  sde: {
    space: line,
    drift: (x) => line.combine([mu, x]),
    diffusion: {
      kind: 'diagonal',
      at: (x) => line.combine([nu, x]),
      correction: (x) => line.combine([nu * nu, x]),
    },
  },
  from: 0,
  to: 1,
  grid: (steps) => gridOf(Array.from({ length: steps + 1 }, (_, i) => i / steps)),
  start: (paths) => new Float64Array(paths).fill(1),
  exact: (w) => w.map((own) => Math.exp(mu - nu ** 2 / 2 + nu * own)),
};
