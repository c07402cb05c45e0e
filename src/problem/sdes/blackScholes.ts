import { requirePositive } from '../../errors/index.ts';
import { geometricBrownianMotion } from './geometricBrownianMotion.ts';
import type { SdeProblem } from './sdeProblem.ts';

/** The normal distribution function, to 1e-15: by its series, and beyond 6 by its continued fraction. */
function normalCdf(x: number): number {
  if (x < -6) return 1 - normalCdf(-x);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x > 6) {
    let tail = x;
    for (let k = 60; k > 0; k--) tail = x + k / tail;
    return 1 - density / tail;
  }
  let [term, sum] = [x, x];
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum) && k < 400; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + density * sum;
}

/**
 * The price of a European call: dx = rate x dt + volatility x dw, pay-off e^(-rate T) max(x_T - strike, 0), whose mean is
 *
 *   x_0 N(d) - strike e^(-rate T) N(d - volatility sqrt(T)),   d = (ln(x_0 / strike) + (rate + volatility^2 / 2) T) / (volatility sqrt(T))
 *
 * @param options its settings
 * @param options.end the maturity T
 * @throws InputError unless volatility, strike, start and end are positive
 * @see Black & Scholes (1973), J. Polit. Econ. 81:637, eq. 13
 */
export function blackScholes({
  rate = 0.05,
  volatility = 0.2,
  strike = 100,
  start = 100,
  end = 1,
}: {
  rate?: number;
  volatility?: number;
  strike?: number;
  start?: number;
  end?: number;
} = {}): SdeProblem {
  for (const [name, value] of Object.entries({ volatility, strike, start, end })) {
    requirePositive(`black-scholes: ${name}`, value);
  }
  const discount = Math.exp(-rate * end);
  const spread = volatility * Math.sqrt(end);
  const d = (Math.log(start / strike) + (rate + volatility ** 2 / 2) * end) / spread;
  return {
    ...geometricBrownianMotion({ mu: rate, sigma: volatility, start, end }),
    name: 'black-scholes',
    options: { rate, volatility, strike, start, end },
    about: 'dx = rate x dt + volatility x dw',
    source: 'Black & Scholes 1973, J. Polit. Econ. 81:637',
    expectation: {
      about: 'price of a call, e^(-rate T) max(x - strike, 0)',
      of: (x) => discount * Math.max(x - strike, 0),
      exact: start * normalCdf(d) - strike * discount * normalCdf(d - spread),
    },
  };
}
