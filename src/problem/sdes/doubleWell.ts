import { requirePositive } from '../../errors/index.ts';
import { float64 } from '../../space/index.ts';
import { elementwise, type SdeProblem } from './sdeProblem.ts';

/** Variance of the density proportional to exp(-2 V / sigma^2), V = x^4/4 - x^2/2; the trapezoidal rule is exact to rounding here. */
function stationaryVariance(sigma: number): number {
  let [mass, square] = [0, 0];
  for (let x = -8; x <= 8; x += 1 / 512) {
    const density = Math.exp((-2 * (x ** 4 / 4 - x ** 2 / 2 + 1 / 4)) / sigma ** 2);
    mass += density;
    square += x ** 2 * density;
  }
  return square / mass;
}

/**
 * A particle in two wells: dx = (x - x^3) dt + sigma dw. Long runs have the density proportional to exp((x^2 - x^4 / 2) /
 * sigma^2), whose mean is 0; its variance is what `expectation` tells.
 *
 * @param options its settings
 * @throws InputError unless sigma and end are positive
 * @see Kramers (1940), Physica 7:284
 */
export function doubleWell({
  sigma = 1,
  start = 0,
  end = 20,
}: {
  sigma?: number;
  start?: number;
  end?: number;
} = {}): SdeProblem {
  requirePositive('double-well: sigma', sigma);
  requirePositive('double-well: end', end);
  return {
    name: 'double-well',
    options: { sigma, start, end },
    about: 'dx = (x - x^3) dt + sigma dw',
    source: 'Kramers 1940, Physica 7:284',
    variables: ['x'],
    sde: {
      space: float64([1]),
      drift: elementwise((x) => x - x ** 3),
      diffusion: { kind: 'additive', at: () => sigma },
    },
    start: [start],
    over: [0, end],
    expectation: { about: 'x^2, when settled', of: (x) => x * x, exact: stationaryVariance(sigma) },
  };
}
