import { fillNormal, type Key } from '../noise/index.ts';

/**
 * Unit vectors to project samples on, flat: on the line 1 alone; in the plane at equal angles pi (k + 1/2) / count;
 * in other dimensions at random on the sphere, the same for the same key.
 *
 * @param count how many, in two and more dimensions
 * @param key names the draw, from three dimensions on
 */
export function directions(dimension: number, count: number, key: Key): Float64Array {
  if (dimension === 1) return Float64Array.of(1);
  if (dimension === 2) {
    return Float64Array.from({ length: 2 * count }, (_, i) => {
      const angle = (Math.PI * ((i >> 1) + 0.5)) / count;
      return (i & 1) === 0 ? Math.cos(angle) : Math.sin(angle);
    });
  }
  const vectors = new Float64Array(count * dimension);
  fillNormal(vectors, dimension, key, 0);
  for (let k = 0; k < count; k++) {
    const vector = vectors.subarray(k * dimension, (k + 1) * dimension);
    const length = Math.hypot(...vector);
    for (let d = 0; d < dimension; d++) vector[d] = (vector[d] as number) / length;
  }
  return vectors;
}
