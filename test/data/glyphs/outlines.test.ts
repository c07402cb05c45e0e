import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverage } from '../../../src/data/glyphs/coverage.ts';
import { characters, faces } from '../../../src/data/glyphs/outlines.ts';
import { type Polygon, polygonsOf } from '../../../src/data/glyphs/polygons.ts';
import { thickened } from '../../../src/data/glyphs/thickened.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** By the shoelace formula, positive where what is inside lies to the right of the way around, as seen. */
function areaOf(polygon: Polygon): number {
  const n = polygon.length;
  let sum = 0;
  for (let i = 0; i < n; i += 2) {
    const [x, y] = [polygon[i] as number, polygon[i + 1] as number];
    sum += (x * (polygon[(i + 3) % n] as number) - y * (polygon[(i + 2) % n] as number)) / 2;
  }
  return sum;
}

test('the outlines are those of the fonts, whose licence lies beside them', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tfjs-sde-'));
  execFileSync('node', ['scripts/glyphOutlines.mjs', folder], { cwd: root });
  for (const file of [
    'outlines.ts',
    'outlines/sans.ts',
    'outlines/serif.ts',
    'outlines/mono.ts',
    'LICENSE',
  ]) {
    const made = readFileSync(path.join(folder, file), 'utf8');
    expect(made).toBe(readFileSync(path.join(root, 'src/data/glyphs', file), 'utf8'));
  }
  rmSync(folder, { recursive: true });
});

describe.for(faces)('$typeface $weight', ({ paths }) => {
  test('has every character, whose contours cover their area without overlap', () => {
    expect(paths.length).toBe(characters.length);
    const image = { width: 48, height: 40 };
    for (const path of paths) {
      // one em is 32 pixels; no glyph reaches 0.1 em to the left of or 0.15 em below where it starts
      const placed = polygonsOf(path).map((polygon) =>
        polygon.map((value, i) => 32 * value + (i % 2 === 0 ? 4 : 32)),
      );
      const area = placed.reduce((sum, polygon) => sum + areaOf(polygon), 0);
      const covered = coverage(placed, image).reduce((sum, share) => sum + share, 0);
      // 1,920 shares, each rounded to 3e-13
      expect(Math.abs(covered - area)).toBeLessThan(1920 * 3e-13);
      expect(area).toBeGreaterThan(20);
    }
  });
});

describe('polygonsOf', () => {
  test('follows a parabola with points on it, a chord of n taking 1/n^2 of its area', () => {
    // From (0, 0) by (1/2, -1) to (1, 0), in em: y = -2 x (1 - x), of area 1/3. |p0 - 2 p1 + p2| / 4 = 1/2 em is to be
    // 1/2000 em, so n = 32.
    const [parabola = new Float64Array()] = polygonsOf('M0 0q1024-2048 2048 0z');
    expect(parabola.length).toBe(2 * 33);
    for (let i = 0; i < parabola.length; i += 2) {
      const [x, y] = [parabola[i] as number, parabola[i + 1] as number];
      expect(y).toBeCloseTo(-2 * x * (1 - x), 14);
    }
    expect(areaOf(parabola)).toBeCloseTo((1 - 1 / 32 ** 2) / 3, 14);
  });

  test('reads lines relative to where they begin, of several contours', () => {
    const [first, second] = polygonsOf('M512-1024l512 0l0 1024l-512-1024zM0 0l20.5-20.5l41 0z');
    expect(first).toEqual(Float64Array.of(0.25, -0.5, 0.5, -0.5, 0.5, 0));
    const unit = 1 / 2048;
    expect(second).toEqual(
      Float64Array.of(0, 0, 20.5 * unit, -20.5 * unit, 61.5 * unit, -20.5 * unit),
    );
  });
});

describe('thickened', () => {
  const square = Float64Array.of(1, 1, 5, 1, 5, 5, 1, 5);
  test('moves each edge outwards, that of a hole inwards', () => {
    expect(thickened(square, 0.25)).toEqual(
      Float64Array.of(0.75, 0.75, 5.25, 0.75, 5.25, 5.25, 0.75, 5.25),
    );
    const hole = Float64Array.of(1, 1, 1, 5, 5, 5, 5, 1);
    expect(thickened(hole, 0.25)).toEqual(
      Float64Array.of(1.25, 1.25, 1.25, 4.75, 4.75, 4.75, 4.75, 1.25),
    );
  });

  test('moves edges that meet at 60 degrees or more by as much, and no corner by more than twice that', () => {
    const coordinate = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 6, maxLength: 6 }), (corners) => {
        const triangle = Float64Array.from(corners);
        fc.pre(areaOf(triangle) > 0);
        const out = thickened(triangle, 0.5);
        for (let i = 0; i < 3; i++) {
          const at = (of: Polygon, k: number) =>
            [of[(2 * k) % 6] as number, of[(2 * k + 1) % 6] as number] as const;
          const [[x, y], [u, v], [before, above]] = [
            at(triangle, i),
            at(triangle, i + 1),
            at(triangle, i + 2),
          ];
          const [movedX, movedY] = at(out, i);
          const length = Math.hypot(u - x, v - y);
          const outwards = ((v - y) * (movedX - x) - (u - x) * (movedY - y)) / length;
          const cos =
            ((u - x) * (before - x) + (v - y) * (above - y)) /
            (length * Math.hypot(before - x, above - y));
          if (cos < 0.4999) expect(outwards).toBeCloseTo(0.5, 12);
          expect(Math.hypot(movedX - x, movedY - y)).toBeLessThan(1 + 1e-12);
        }
      }),
    );
  });
});
