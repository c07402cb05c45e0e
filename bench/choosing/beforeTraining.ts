import { knownSolvers } from '../../src/catalogue/index.ts';
import { withShare } from '../../src/certify/withShare.ts';
import { glyphMixture } from '../../src/data/index.ts';
import { InputError } from '../../src/errors/index.ts';
import { reverse, vp } from '../../src/problem/index.ts';
import { imageGrid, pngOf } from '../../src/report/index.ts';
import { lettered } from '../../src/report/lettered.ts';
import { sample } from '../../src/sampling/index.ts';

/** Pictures of each solver, and the calls it has for them. */
const [pictures, calls] = [8, 50];
/** Pixels of the picture for one of an image; of the margin, of the longest name, of a heading. */
const [scale, margin, named, heading] = [2, 10, 240, 24];

/** A solver with what it drew. */
interface Drawn {
  readonly name: string;
  readonly isStochastic: boolean;
  readonly calls: number;
  readonly x: Float64Array;
}

/** Pictures of every solver on the exact score of 1,000 glyphs. Langevin steps, which have no order, take a level for each call. */
async function drawnByAll(): Promise<Drawn[]> {
  const { exact } = glyphMixture();
  if (exact === undefined) throw new InputError('glyph-mixture: its law should be known');
  const problem = reverse(withShare(exact.denoiser(vp()), () => 0.5));
  const all: Drawn[] = [];
  for (const solver of knownSolvers.defaults) {
    const { name, isStochastic, order } = solver;
    const { evaluationsPerStep: each, warmUpEvaluations: warmUp = 0 } = solver;
    const isLangevin = Object.keys(order).length === 0;
    const steps = isLangevin ? calls : 1 + Math.floor((calls - 1 - warmUp) / each);
    const { x, evaluations } = await sample(problem, { solver, steps, samples: pictures, seed: 1 });
    all.push({ name, isStochastic, calls: evaluations, x });
  }
  return all;
}

/** Names and pictures of some solvers under one another, and how far down they reach. */
function column(title: string, drawn: readonly Drawn[], left: number) {
  const rows = drawn.map(({ name, calls: used, x }, i) => {
    const raster = imageGrid(x, [16, 16, 1], { columns: pictures, scale });
    const top = margin + heading + i * (raster.height + 2);
    const text = { text: `${name}, ${used} calls`, x: left, y: top + raster.height / 2 + 4 };
    return { text, picture: { raster, left: left + named, top } };
  });
  const last = rows.at(-1)?.picture;
  return {
    texts: [{ text: title, x: left, y: margin + 12 }, ...rows.map(({ text }) => text)],
    pictures: rows.map(({ picture }) => picture),
    right: left + named + (last?.raster.width ?? 0),
    bottom: (last?.top ?? 0) + (last?.raster.height ?? 0),
  };
}

/**
 * What every solver of the catalogue draws before any training, as PNG: pictures on the exact score of 1,000 glyphs, all from the same
 * start. Those of deterministic solvers, on the left, have to be the same.
 */
export async function beforeTraining(): Promise<Uint8Array> {
  const all = await drawnByAll();
  const left = column(
    'deterministic: from the same noise the same pictures',
    all.filter(({ isStochastic }) => !isStochastic),
    margin,
  );
  const right = column(
    'stochastic: from the same noise',
    all.filter(({ isStochastic }) => isStochastic),
    left.right + 2 * margin,
  );
  return pngOf(
    await lettered({
      width: right.right + margin,
      height: Math.max(left.bottom, right.bottom) + margin,
      pictures: [...left.pictures, ...right.pictures],
      texts: [...left.texts, ...right.texts],
    }),
  );
}
