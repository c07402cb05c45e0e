import type { Polygon } from './polygons.ts';
import type { Pose } from './pose.ts';
import { thickened } from './thickened.ts';

/** Least and greatest x, then y, of the corners of polygons. */
function boxOf(polygons: readonly Polygon[]): readonly [number, number, number, number] {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const polygon of polygons) {
    for (let i = 0; i < polygon.length; i += 2) {
      const [x, y] = [polygon[i] as number, polygon[i + 1] as number];
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  }
  return [left, right, top, bottom];
}

/** x' = xx x + xy y + x0, y' = yy y + y0, of every corner. */
function moved(polygon: Polygon, xx: number, xy: number, x0: number, yy: number, y0: number) {
  const out = new Float64Array(polygon.length);
  for (let i = 0; i < out.length; i += 2) {
    const [x, y] = [polygon[i] as number, polygon[i + 1] as number];
    out[i] = xx * x + xy * y + x0;
    out[i + 1] = yy * y + y0;
  }
  return out;
}

/**
 * An outline where its pose puts it in an image, in pixels: thickened, scaled to its height and width, sheared, and shifted
 * from the middle by up to an eighth of the side. What would come nearer to the border than half a pixel is made narrower and
 * shifted less.
 *
 * @param polygons of the outline, in em
 * @param pose how it is drawn
 * @param size pixels along a side
 */
export function placed(
  polygons: readonly Polygon[],
  pose: Pick<Pose, 'shear' | 'thicker' | 'height' | 'wider' | 'right' | 'down'>,
  size: number,
): readonly Polygon[] {
  const strokes = polygons.map((polygon) => thickened(polygon, pose.thicker));
  const [left, right, top, bottom] = boxOf(strokes);
  const height = pose.height * size;
  const scale = height / (bottom - top);
  // shear widens it by at most |shear| height
  const room = size - 2 - Math.abs(pose.shear) * height;
  const scaleX = Math.min(scale * pose.wider, room / (right - left));
  const sheared = strokes.map((one) => moved(one, scaleX, -pose.shear * scale, 0, scale, 0));
  const [west, east, north, south] = boxOf(sheared);
  const way = (extent: number): number => Math.min(size / 8, (size - 1 - extent) / 2);
  const toRight = (size - west - east) / 2 + pose.right * way(east - west);
  const down = (size - north - south) / 2 + pose.down * way(south - north);
  return sheared.map((one) => moved(one, 1, 0, toRight, 1, down));
}
