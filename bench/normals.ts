import { fillNormal } from '../src/noise/index.ts';
import type { Workload } from './measure.ts';

const count = 1_000_000;
const out = new Float32Array(count);

/** Polar Box-Muller on Math.random: what one would write where numbers need not repeat. */
function polar(): void {
  for (let i = 0; i < count; ) {
    const [u, v] = [2 * Math.random() - 1, 2 * Math.random() - 1];
    const s = u * u + v * v;
    if (s >= 1 || s === 0) continue;
    const scale = Math.sqrt((-2 * Math.log(s)) / s);
    out[i++] = u * scale;
    out[i++] = v * scale;
  }
}

/** Normals addressed by key. */
export const normalsWorkload: Workload = {
  name: 'a million normals addressed by key',
  against: "polar method on the engine's own generator",
  limit: 1,
  run: async () => fillNormal(out, 2, [1, 2], 0),
  reference: async () => polar(),
};
