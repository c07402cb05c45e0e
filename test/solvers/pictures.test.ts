import { describe, expect, test } from 'vitest';
import * as solvers from '../../solvers/index.ts';
import { withShare } from '../../src/certify/withShare.ts';
import { glyphs } from '../../src/data/index.ts';
import { gridOf } from '../../src/grids/index.ts';
import { fillNormal, keyOf } from '../../src/noise/index.ts';
import { mixtureOf, reverse, vp } from '../../src/problem/index.ts';
import { sample } from '../../src/sampling/index.ts';

// A thousand glyphs of 256 pixels, each smoothed by sd: pictures and their exact score, before any training.
const [sd, samples, calls] = [0.1, 4, 50];
const { dimension, draw } = glyphs();
const pictures = draw(keyOf(1), { first: 0, count: 1000 });
const law = mixtureOf(pictures, { dimension, sd });
/** A variance for the solvers that need one; the others do not look at it. */
const share = (t: number): number => 0.2 + 0.5 * t;
const problem = reverse(withShare(law.denoiser(vp()), share));

/** Of each row, the nearest picture, and by how much it differs from that in a pixel: its mean square in units of sd^2. */
function nearest(x: Float64Array): { picture: number; square: number }[] {
  return Array.from({ length: x.length / dimension }, (_, r) => {
    let best = { picture: -1, square: Infinity };
    for (let picture = 0; picture < pictures.length / dimension; picture++) {
      let sum = 0;
      for (let d = 0; d < dimension; d++) {
        const [a, b] = [x[r * dimension + d], pictures[picture * dimension + d]];
        sum += ((a as number) - (b as number)) ** 2;
      }
      const square = sum / (dimension * sd ** 2);
      if (square < best.square) best = { picture, square };
    }
    return best;
  });
}

// Around its picture a sample of the law is chi square of 256 degrees over 256: within [0.5, 2] but once in 10^10, which is 5.7
// standard deviations of sqrt(2 / 256) below and 11 above. Between lies what a solver may be wrong by.
const [least, most] = [0.5, 2];

describe('on the exact score of 1,000 pictures, before any training', () => {
  test.for(Object.values(solvers).map((make) => make()))('$name draws pictures', async (solver) => {
    const { evaluationsPerStep: each, warmUpEvaluations: warmUp = 0 } = solver;
    // Langevin steps have no order: they need levels that are near one another, whatever a level costs
    const isLangevin = Object.keys(solver.order).length === 0;
    const steps = isLangevin ? calls : 1 + Math.floor((calls - 1 - warmUp) / each);
    const { x } = await sample(problem, { solver, steps, samples, seed: 1 });
    const found = nearest(x);
    for (const { square } of found) {
      expect(square).toBeGreaterThan(least);
      expect(square).toBeLessThan(most);
    }
    // four draws are of two pictures or fewer with probability 7e-6
    expect(new Set(found.map(({ picture }) => picture)).size).toBeGreaterThan(2);
  });

  test('fresh samples of the law are pictures; noise, and what is half way to a picture, are none', async () => {
    for (const { square } of nearest(law.draw(keyOf('fresh'), { first: 0, count: 64 }))) {
      expect(square).toBeGreaterThan(least);
      expect(square).toBeLessThan(most);
    }
    const noise = new Float64Array(8 * dimension);
    fillNormal(noise, dimension, keyOf('noise'), 0);
    for (const { square } of nearest(noise)) expect(square).toBeGreaterThan(10 * most);
    const grid = gridOf([1, 0.75, 0.5, 0.25], 'half');
    const { x } = await sample(problem, { solver: solvers.ddim(), grid, samples: 8, seed: 1 });
    for (const { square } of nearest(x)) expect(square).toBeGreaterThan(most);
  });
});
