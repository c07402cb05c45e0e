import { requireInRange, requireInteger, requirePositive } from '../errors/index.ts';
import { fillUniform, type Key, keyOf } from '../noise/index.ts';
import type { Dataset } from './dataset.ts';
import { smoothed } from './smoothed.ts';

/** Pixels along a side. */
const side = 28;

/** Between `low` and `low + range`, by a share. */
const between = (low: number, range: number, share: number): number => low + range * share;

/**
 * One grey image of 28 x 28 pixels in [-1, 1): an ellipse on black, its centre, half axes, angle and brightness keyed.
 *
 *   value = -1 + (1 + brightness) / (1 + e^(2 d)),   d = (q - 1) min(a, b),   q^2 = (u / a)^2 + (v / b)^2
 *
 * u and v are a pixel's offsets from the centre along the half axes a and b, so that d is about its distance from the edge, in
 * pixels. Centres lie in [9, 19]^2, half axes in [3, 9], angles in [0, pi), brightness in [0, 1].
 *
 * @param key names the shapes
 * @param row which of them
 * @returns 784 values, rows of the image one after another
 */
export function ellipse(key: Key, row: number): Float64Array {
  const shares = new Float64Array(6);
  fillUniform(shares, 6, key, row);
  const [left = 0, up = 0, along = 0, across = 0, turn = 0, brightness = 0] = shares;
  const [x, y] = [between(9, 10, left), between(9, 10, up)];
  const [a, b] = [between(3, 6, along), between(3, 6, across)];
  const [cos, sin] = [Math.cos(Math.PI * turn), Math.sin(Math.PI * turn)];
  return Float64Array.from({ length: side * side }, (_, i) => {
    const [right, down] = [(i % side) + 0.5 - x, Math.floor(i / side) + 0.5 - y];
    const q = Math.hypot((cos * right + sin * down) / a, (cos * down - sin * right) / b);
    return -1 + (1 + brightness) / (1 + Math.exp(2 * (q - 1) * Math.min(a, b)));
  });
}

/**
 * Drawn ellipses as images whose law is known: equal Gaussians around {@link ellipse}s of one key, so that scores in 784
 * dimensions are exact before any training. Values lie in [-1, 1], as the field's images do, but for the smoothing by `sd`.
 *
 * @param options its settings
 * @param options.shapes how many
 * @param options.sd by how much each is smoothed, in grey values
 * @param options.seed names the shapes
 * @throws InputError if shapes is not an integer in [1, 100000] or sd is not positive
 */
export function ellipses({
  shapes = 1000,
  sd = 0.1,
  seed = 1,
}: {
  shapes?: number;
  sd?: number;
  seed?: number;
} = {}): Dataset {
  requireInteger('ellipses: shapes', shapes);
  requireInRange('ellipses: shapes', shapes, 1, 1e5);
  requirePositive('ellipses: sd', sd);
  const key = keyOf(seed);
  const pictures = (): Float64Array => {
    const images = new Float64Array(shapes * side ** 2);
    for (let row = 0; row < shapes; row++) images.set(ellipse(key, row), row * side ** 2);
    return images;
  };
  return smoothed({
    name: 'ellipses',
    about: 'grey images of 28 x 28 pixels, an ellipse each, smoothed a little; made here',
    options: { shapes, sd, seed },
    shape: [side, side, 1],
    pictures,
    sd,
  });
}
