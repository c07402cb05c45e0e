import type { Polygon } from './polygons.ts';

/**
 * A contour whose edges are moved outwards, so that strokes become thicker by twice as much. What is filled lies to the right
 * of the way around it as seen, so that holes, which are run through the other way, shrink.
 *
 *   corner + by (m + n) / max(1 + m . n, 1/2),   m and n the outward normals of the edges that meet there
 *
 * which is where the moved edges meet, but at points sharper than 60 degrees, which are cut short.
 *
 * @param polygon its edges have a length, y grows downwards
 * @param by in the units of the polygon; thinner if negative
 */
export function thickened(polygon: Polygon, by: number): Polygon {
  const out = new Float64Array(polygon.length);
  const n = polygon.length / 2;
  const normal = (i: number): readonly [number, number] => {
    const [from, to] = [2 * (i % n), 2 * ((i + 1) % n)];
    const right = (polygon[to] as number) - (polygon[from] as number);
    const down = (polygon[to + 1] as number) - (polygon[from + 1] as number);
    const length = Math.hypot(right, down);
    return [down / length, -right / length];
  };
  let before = normal(n - 1);
  for (let i = 0; i < n; i++) {
    const after = normal(i);
    const share = by / Math.max(1 + before[0] * after[0] + before[1] * after[1], 0.5);
    out[2 * i] = (polygon[2 * i] as number) + share * (before[0] + after[0]);
    out[2 * i + 1] = (polygon[2 * i + 1] as number) + share * (before[1] + after[1]);
    before = after;
  }
  return out;
}
