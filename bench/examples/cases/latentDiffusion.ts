import { meanAndVariance } from '../../../src/metrics/index.ts';
import type { ExampleCase, Made } from '../exampleCase.ts';
import { asAsked, ofReal } from '../measure/asked.ts';
import type { Images } from '../measure/images.ts';
import { differenceOf } from '../measure/rate.ts';
import { across, ofEach, trainOnGlyphs } from './glyphs.ts';

/** Draws of each, in turns, so that what else the machine does meets both. */
const turns = [1, 2, 3] as const;
const [latent, pixel] = ['latent-diffusion', 'classifier-free-guidance'] as const;
const count = 9 * across;

/** The images of all turns as one. */
async function together(of: string, { images }: Made): Promise<Images> {
  const parts = await Promise.all(turns.map((turn) => images(`${of}-turn${turn}.png`)));
  const values = Float32Array.from(parts.flatMap(({ values: part }) => Array.from(part)));
  return { values, count: turns.length * count, shape: parts[0]?.shape ?? [] };
}

/** Diffusion of latents beside that of pixels: the same class condition, solver, steps and scale of guidance. */
export const latentDiffusion: ExampleCase = {
  name: latent,
  about: 'a VAE, and a diffusion of its latents, beside one of pixels',
  needs: ['recognisers', pixel],
  commands: ({ at }) => [
    `train --system ${latent} ${trainOnGlyphs} --steps 1200 --part-steps 400 --out ${at}/${latent}`,
    `sample ${at}/${latent} ${ofEach(2)} --out ${at}/${latent}.png`,
    ...turns.flatMap((turn) =>
      [latent, pixel].map(
        (of) =>
          `sample ${at}/${of} --guidance 2 --solver dpmpp-2m --steps 20 --class each -n ${count} --columns ${across} --seed turn${turn} --out ${at}/${of}-turn${turn}.png`,
      ),
    ),
  ],
  async measure(made) {
    const by = await made.recogniser('recogniser-character');
    const each = [latent, pixel].map(async (of) => asAsked(await together(of, made), by));
    const [ofLatents, ofPixels] = (await Promise.all(each)) as [
      Awaited<(typeof each)[0]>,
      Awaited<(typeof each)[0]>,
    ];
    const cost = (of: string): number[] =>
      turns.map((turn) => (1000 * made.seconds(`${of}-turn${turn}.png`)) / count);
    const mean = (values: readonly number[]) => meanAndVariance(Float64Array.from(values)).mean;
    const [quick, slow] = [cost(latent), cost(pixel)];
    return [
      ofReal(by),
      { what: 'samples recognised as asked, latent', ...ofLatents, unit: 'share' },
      { what: 'samples recognised as asked, pixels', ...ofPixels, unit: 'share' },
      {
        what: 'recognised less often than of pixels',
        ...differenceOf(ofPixels, ofLatents),
        ...{ unit: 'share', most: 0.05 },
      },
      { what: 'for a sample, latent', ...mean(quick), unit: 'ms' },
      { what: 'for a sample, pixels', ...mean(slow), unit: 'ms' },
      {
        what: 'times faster than pixels',
        ...mean(quick.map((ms, i) => (slow[i] as number) / ms)),
        ...{ unit: 'number', least: 3 },
      },
    ];
  },
};
