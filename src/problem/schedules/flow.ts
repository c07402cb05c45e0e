import type { Schedule } from '../schedule.ts';

/**
 * The straight path from data to noise: rectified flow, and the conditional optimal transport of flow matching; t in [0, 1].
 *
 *   alpha = 1 - t,   sigma = t,   f = -1 / (1 - t),   g^2 = 2 t / (1 - t),   logSnr = ln((1 - t) / t)
 *
 * Its probability flow dx/dt = eps - x0 is what networks that predict `velocity` say. At t = 1 nothing is left of the data and f and g
 * are infinite, while the flow is not: grids of times begin there, those of levels where alpha is 2^-7 and
 * logSnr -4.8, about where vp and cosine begin: lower, methods that hold eps lose more to rounding than there is left. Uniform steps down to t = 1e-3 are those of diffusers' FlowMatchEulerDiscreteScheduler.
 *
 * @see Lipman et al. (2023), arXiv:2210.02747, section 4.1, whose time is 1 - t; Liu, Gong & Liu (2023), arXiv:2209.03003
 */
export function flow(): Schedule {
  return {
    name: 'flow',
    options: {},
    source: 'Lipman et al. 2023, arXiv:2210.02747; Liu, Gong & Liu 2023, arXiv:2209.03003',
    range: { sample: [1 - 2 ** -7, 1e-3], train: [1e-5, 1] },
    slopesAtNoise: { alpha: -1, sigma: 1 },
    alpha: (t) => 1 - t,
    sigma: (t) => t,
    f: (t) => -1 / (1 - t),
    g: (t) => Math.sqrt((2 * t) / (1 - t)),
    logSnr: (t) => Math.log((1 - t) / t),
    timeOf: (logSnr) => 1 / (1 + Math.exp(logSnr)),
  };
}
