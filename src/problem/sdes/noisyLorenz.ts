import { requirePositive } from '../../errors/index.ts';
import { float64 } from '../../space/index.ts';
import type { SdeProblem } from './sdeProblem.ts';

/**
 * The Lorenz system with additive noise: chaotic, so that paths which differ in rounding part, and nothing is known exactly.
 *
 *   dx = s (y - x) dt + noise dw_1,   dy = (x (rho - z) - y) dt + noise dw_2,   dz = (x y - beta z) dt + noise dw_3
 *
 * @param options its settings
 * @throws InputError unless noise and end are positive
 * @see Lorenz (1963), J. Atmos. Sci. 20:130
 */
export function noisyLorenz({
  s = 10,
  rho = 28,
  beta = 8 / 3,
  noise = 1,
  end = 5,
}: {
  s?: number;
  rho?: number;
  beta?: number;
  noise?: number;
  end?: number;
} = {}): SdeProblem {
  requirePositive('noisy-lorenz: noise', noise);
  requirePositive('noisy-lorenz: end', end);
  return {
    name: 'noisy-lorenz',
    options: { s, rho, beta, noise, end },
    about:
      'dx = s (y - x) dt + noise dw, dy = (x (rho - z) - y) dt + noise dw, dz = (x y - beta z) dt + noise dw',
    source: 'Lorenz 1963, J. Atmos. Sci. 20:130',
    variables: ['x', 'y', 'z'],
    sde: {
      space: float64([3]),
      drift: (state) => {
        const out = new Float64Array(state.length);
        for (let i = 0; i < state.length; i += 3) {
          const [x = 0, y = 0, z = 0] = state.subarray(i, i + 3);
          out[i] = s * (y - x);
          out[i + 1] = x * (rho - z) - y;
          out[i + 2] = x * y - beta * z;
        }
        return out;
      },
      diffusion: { kind: 'additive', at: () => noise },
    },
    start: [1, 1, 25],
    over: [0, end],
  };
}
