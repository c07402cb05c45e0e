import { requirePositive } from '../../errors/index.ts';
import { float64 } from '../../space/index.ts';
import type { SdeProblem } from './sdeProblem.ts';

type F = Float64Array;

/** scale (x, y) + turn (-y, x), for every row. */
function turned(state: F, scale: number, turn: number): F {
  const out = new Float64Array(state.length);
  for (let i = 0; i < state.length; i += 2) {
    const [x, y] = [state[i] as number, state[i + 1] as number];
    out[i] = scale * x - turn * y;
    out[i + 1] = scale * y + turn * x;
  }
  return out;
}

/**
 * Kubo's oscillator, whose frequency is noisy: one Wiener process drives both variables.
 *
 *   dx = (-sigma^2 x / 2 - omega y) dt - sigma y dw,   dy = (omega x - sigma^2 y / 2) dt + sigma x dw
 *
 * It turns by a = omega t + sigma w_t about the origin, from (radius, 0) to radius (cos a, sin a), so that
 *
 *   E (x, y) = radius e^(-sigma^2 t / 2) (cos omega t, sin omega t),   E x^2 - E y^2 = radius^2 e^(-2 sigma^2 t) cos 2 omega t
 *
 * @param options its settings
 * @throws InputError unless sigma, radius and end are positive
 * @see Kubo (1963), J. Math. Phys. 4:174
 */
export function kuboOscillator({
  omega = 3,
  sigma = 0.7,
  radius = 1,
  end = 1,
}: {
  omega?: number;
  sigma?: number;
  radius?: number;
  end?: number;
} = {}): SdeProblem {
  for (const [name, value] of Object.entries({ sigma, radius, end })) {
    requirePositive(`kubo-oscillator: ${name}`, value);
  }
  return {
    name: 'kubo-oscillator',
    options: { omega, sigma, radius, end },
    about:
      'dx = (-sigma^2 x / 2 - omega y) dt - sigma y dw, dy = (omega x - sigma^2 y / 2) dt + sigma x dw, one w',
    source: 'Kubo 1963, J. Math. Phys. 4:174',
    variables: ['x', 'y'],
    sde: {
      space: float64([2]),
      drift: (state) => turned(state, -(sigma ** 2) / 2, omega),
      diffusion: {
        kind: 'scalar',
        at: (state) => turned(state, 0, sigma),
        correction: (state) => turned(state, -(sigma ** 2), 0),
      },
    },
    start: [radius, 0],
    over: [0, end],
    exact: (w) =>
      w.map((own, i) => {
        const angle = omega * end + sigma * own;
        return radius * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
      }),
    moments: (t) => {
      const shrunk = radius * Math.exp((-(sigma ** 2) * t) / 2);
      const mean = [shrunk * Math.cos(omega * t), shrunk * Math.sin(omega * t)];
      const split = Math.exp(-2 * sigma ** 2 * t) * Math.cos(2 * omega * t);
      const squares = [(1 + split) / 2, (1 - split) / 2].map((share) => share * radius ** 2);
      return { mean, variance: squares.map((square, i) => square - (mean[i] as number) ** 2) };
    },
  };
}
