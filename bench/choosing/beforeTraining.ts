import { knownSolvers } from '../../src/catalogue/index.ts';
import { withShare } from '../../src/certify/withShare.ts';
import { glyphMixture } from '../../src/data/index.ts';
import { InputError } from '../../src/errors/index.ts';
import { reverse, vp } from '../../src/problem/index.ts';
import { imageGrid, pngOf, rasterised } from '../../src/report/index.ts';
import { sample } from '../../src/sampling/index.ts';

/** Pictures of each solver, and the calls it has for them. */
const [pictures, calls] = [10, 50];
/** Pixels of the picture for one of an image; width of a name; columns of solvers. */
const [scale, named, columns] = [1, 150, 2];

/** A solver with what it drew. */
interface Drawn {
  readonly name: string;
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
    const { evaluationsPerStep: each, warmUpEvaluations: warmUp = 0, order } = solver;
    const isLangevin = Object.keys(order).length === 0;
    const steps = isLangevin ? calls : 1 + Math.floor((calls - 1 - warmUp) / each);
    const { x, evaluations } = await sample(problem, { solver, steps, samples: pictures, seed: 1 });
    all.push({ name: solver.name, calls: evaluations, x });
  }
  return all;
}

/** A row of pictures beside the name of their solver, SVG. */
async function row({ name, calls: used, x }: Drawn, left: number, top: number): Promise<string> {
  const raster = imageGrid(x, [16, 16, 1], { columns: pictures, scale });
  const png = Buffer.from(await pngOf(raster)).toString('base64');
  return (
    `<text x="${left}" y="${top + 11}" font-family="DejaVu Sans" font-size="7">${name}, ${used} calls</text>` +
    `<image x="${left + named}" y="${top}" width="${raster.width}" height="${raster.height}" href="data:image/png;base64,${png}"/>`
  );
}

/** What every solver of the catalogue draws before any training, as PNG: pictures on the exact score of 1,000 glyphs. */
export async function beforeTraining(): Promise<Uint8Array> {
  const all = await drawnByAll();
  const across = named + pictures * (16 * scale + 1) + 14;
  const down = Math.ceil(all.length / columns);
  const high = 16 * scale + 4;
  const rows = await Promise.all(
    all.map((one, i) => row(one, 12 + Math.floor(i / down) * across, 8 + (i % down) * high)),
  );
  const size = `width="${columns * across}" height="${down * high + 12}"`;
  return rasterised(
    `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect width="100%" height="100%" fill="#fff"/>${rows.join('')}</svg>`,
  );
}
