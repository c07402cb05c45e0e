import type { Polygon } from './polygons.ts';

const within = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);

/**
 * The share of each pixel of an image that polygons cover, exact but for rounding: over every pixel the integral of the
 * winding number, its size held to at most 1. Where contours overlap a pixel at the edge of one counts both shares.
 *
 * An edge counts in the pixels it crosses and in all to their right, its height there times +1 on the way down and -1 on the
 * way up, so that sums from the left are winding numbers.
 *
 * @param polygons in pixels from the upper left corner, y downwards; what lies outside of the image is cut off
 * @returns [height * width], rows of the image one after another
 */
export function coverage(
  polygons: readonly Polygon[],
  { width, height }: { readonly width: number; readonly height: number },
): Float64Array {
  const image = new Float64Array(width * height);
  for (const polygon of polygons) {
    const n = polygon.length;
    for (let i = 0; i < n; i += 2) {
      const [x0, y0] = [polygon[i] as number, polygon[i + 1] as number];
      const [x1, y1] = [polygon[(i + 2) % n] as number, polygon[(i + 3) % n] as number];
      if (y0 < y1) addEdge(image, width, height, x0, y0, x1, y1, 1);
      if (y0 > y1) addEdge(image, width, height, x1, y1, x0, y0, -1);
    }
  }
  for (let row = 0; row < height; row++) {
    let winding = 0;
    for (let at = row * width; at < (row + 1) * width; at++) {
      winding += image[at] as number;
      image[at] = Math.min(Math.abs(winding), 1);
    }
  }
  return image;
}

/** Adds what an edge from (x0, y0) down to (x1, y1) changes from each pixel to the next on its right. */
function addEdge(
  image: Float64Array,
  width: number,
  height: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  sign: number,
): void {
  const slope = (x1 - x0) / (y1 - y0);
  const last = Math.min(Math.ceil(y1), height);
  for (let row = Math.max(Math.floor(y0), 0); row < last; row++) {
    const [top, bottom] = [Math.max(y0, row), Math.min(y1, row + 1)];
    const [xTop, xBottom] = [x0 + slope * (top - y0), x0 + slope * (bottom - y0)];
    const [left, right] = [Math.min(xTop, xBottom), Math.max(xTop, xBottom)];
    const down = sign * (bottom - top);
    let before = 0;
    for (let column = Math.max(Math.floor(left), 0); column < width; column++) {
      const share = shareRightOf(left, right, column);
      image[row * width + column] =
        (image[row * width + column] as number) + down * (share - before);
      if (column >= right) break;
      before = share;
    }
  }
}

/** The share of the pixel [column, column + 1] right of an edge that spans [left, right] evenly. */
function shareRightOf(left: number, right: number, column: number): number {
  if (left === right) return within(column + 1 - left, 0, 1);
  const [enters, leaves] = [within(column, left, right), within(column + 1, left, right)];
  const inside = (leaves - enters) * (column + 1 - (enters + leaves) / 2);
  return (enters - left + inside) / (right - left);
}
