import { brownianPath, fillNormal, foldIn, freshNoise, keyOf } from '../../src/noise/index.ts';
import { float64, tensors } from '../../src/space/index.ts';
import { type Check, requireNear } from './check.ts';

/** FNV-1a over the bits of float32 numbers. */
function hashOf(values: Float32Array): number {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(values.buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Noise depends on its key alone: not on the backend, nor on the engine that runs the script. */
export const noise: readonly Check[] = [
  {
    name: 'noise: keyed normals have, bit for bit, the values of every other machine',
    run: async () => {
      const drawn = new Float32Array(3 * 1365);
      fillNormal(drawn, 3, keyOf('contract'), 17);
      // recorded on Node 20
      requireNear('hash', [hashOf(drawn)], [1564983120], 0);
    },
  },
  {
    name: 'noise: what a tensor holds is, bit for bit, what was drawn',
    run: async () => {
      const space = tensors([2, 3]);
      const key = foldIn(keyOf('contract'), 'noise');
      const made = freshNoise(space, key, { first: 5, count: 40 }).over(1, 0.75, 3).W();
      const drawn = new Float32Array(240);
      fillNormal(drawn, 6, foldIn(foldIn(key, 3), 'W'), 5, { scale: 0.5 });
      requireNear('normals', await space.read(made), drawn, 0);
      made.dispose();
    },
  },
  {
    name: 'noise: a Brownian path on tensors is the one on float64, rounded once',
    run: async () => {
      const rows = { first: 5, count: 40 };
      const times = [0, 0.3, 1];
      const space = tensors([2, 3]);
      const path = brownianPath(space, keyOf('contract'), rows, times).over(0.9, 0.2, 0);
      const host = brownianPath(float64([2, 3]), keyOf('contract'), rows, times).over(0.9, 0.2, 0);
      for (const draw of ['W', 'H', 'normal'] as const) {
        const made = path[draw]();
        requireNear(draw, await space.read(made), Float32Array.from(host[draw]()), 0);
        made.dispose();
      }
    },
  },
];
