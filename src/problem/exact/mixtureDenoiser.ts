import type { Attention, Space } from '../../space/index.ts';
import type { Denoiser } from '../denoiser.ts';
import { prediction } from '../prediction.ts';
import { levelAt, type NoiseLevel, type Schedule } from '../schedule.ts';
import { type Components, varianceAt } from './components.ts';

/**
 * The exact prediction of a mixture is attention with the means as atoms. Given component k, of variance v_k,
 *
 *   x0 = (sigma^2 m_k + alpha sd_k^2 x) / v_k,   eps = sigma (x - alpha m_k) / v_k
 *
 * and what is averaged is v = alpha eps - sigma x0, from which both views keep their digits as sigma or alpha goes to 0.
 */
function attention(
  { sds, weights, dimension }: Components,
  squares: Float64Array,
  level: NoiseLevel,
): Attention {
  const { alpha, sigma } = level;
  const variances = sds.map((sd) => varianceAt(sd, level));
  const bias = variances.map(
    (v, k) =>
      Math.log(weights[k] as number) -
      (dimension * Math.log(v) + (alpha ** 2 * (squares[k] as number)) / v) / 2,
  );
  const self = variances.map((v, k) => (sigma * alpha * (1 - (sds[k] as number) ** 2)) / v);
  const common = {
    scale: variances.map((v) => alpha / v),
    bias,
    atom: variances.map((v) => (-sigma * (alpha ** 2 + sigma ** 2)) / v),
  };
  const isShared = sds.every((sd) => sd === sds[0]);
  if (isShared) return { ...common, self: self[0] as number };
  return { ...common, self, radial: variances.map((v) => 0.5 / v) };
}

/** E[x_0 | x_t] of a mixture, on any space. */
export function mixtureDenoiser<X>(
  components: Components,
  schedule: Schedule,
  space: Space<X>,
): Denoiser<X> {
  const { means, sds, dimension } = components;
  const atoms = space.fill(sds.length, (out) => out.set(means));
  /** |m_k|^2 */
  const squares = sds.map((_, k) =>
    means.subarray(k * dimension, (k + 1) * dimension).reduce((sum, m) => sum + m * m, 0),
  );
  return {
    space,
    schedule,
    evaluationsPerCall: 1,
    predict(x, t) {
      const level = levelAt(schedule, t);
      return prediction(
        space,
        level,
        'v',
        x,
        space.attend(x, atoms, attention(components, squares, level)),
      );
    },
    pullback(x, t, v) {
      const level = levelAt(schedule, t);
      const { alpha, sigma } = level;
      const power = alpha ** 2 + sigma ** 2;
      const through = space.attendPullback(x, atoms, attention(components, squares, level), v);
      return space.combine([alpha / power, v], [-sigma / power, through]);
    },
    dispose: () => space.free(atoms),
  };
}
