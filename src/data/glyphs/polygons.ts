/** Closed, flat: x and y of its corners in turn, the last joined to the first. */
export type Polygon = Float64Array;

/** Units of path data per em. */
const unitsPerEm = 2048;
/** How far a chord may leave its curve, in em: 1/64 of a pixel at 31 pixels per em, that of the largest glyph in 28 x 28. */
const tolerance = 1 / 2000;

/**
 * The contours of an outline as polygons, in em. A quadratic curve becomes chords of equal steps of its parameter, n of which
 * stay within |p0 - 2 p1 + p2| / (4 n^2) of it.
 *
 * @param path SVG path data of M with absolute, l and q with relative coordinates, and z
 */
export function polygonsOf(path: string): readonly Polygon[] {
  return path
    .split('z')
    .filter((contour) => contour !== '')
    .map(polygonOf);
}

function polygonOf(contour: string): Polygon {
  const points: number[] = [];
  let [x, y] = [0, 0];
  for (const [, command, steps = ''] of contour.matchAll(/([Mlq])([^Mlq]*)/g)) {
    const numbers = Array.from(steps.matchAll(/-?[\d.]+/g), ([text]) => Number(text) / unitsPerEm);
    if (command === 'q') {
      const [right = 0, down = 0, toRight = 0, toDown = 0] = numbers;
      const bend = Math.hypot(toRight - 2 * right, toDown - 2 * down);
      const n = Math.ceil(Math.sqrt(bend / 4 / tolerance));
      for (let i = 1; i < n; i++) {
        const [once, twice] = [2 * (i / n) * (1 - i / n), (i / n) ** 2];
        points.push(x + once * right + twice * toRight, y + once * down + twice * toDown);
      }
    }
    x += numbers.at(-2) ?? 0;
    y += numbers.at(-1) ?? 0;
    points.push(x, y);
  }
  // the last point is the first once more
  if (x === points[0] && y === points[1]) points.length -= 2;
  return Float64Array.from(points);
}
