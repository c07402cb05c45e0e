import type { ExampleCase } from '../exampleCase.ts';
import { asAsked, asOftenAsReal, ofReal } from '../measure/asked.ts';
import { ofEach, trainOnGlyphs, small as unet } from './glyphs.ts';

/** Algorithms 1 and 2 on images, told the class, with both variances. */
export const ddpm: ExampleCase = {
  name: 'ddpm',
  about: 'told the class; algorithm 2 in all its 1000 steps, with both variances',
  needs: ['recognisers'],
  commands: ({ at }) => [
    `train --system ddpm --model "unet(condition=class,output=eps,${unet})" ${trainOnGlyphs} --steps 2000 --out ${at}/ddpm`,
    `sample ${at}/ddpm ${ofEach(2)} --out ${at}/ddpm.png`,
    `sample ${at}/ddpm --solver "ddpm(variance=large)@consecutive" ${ofEach(2)} --out ${at}/ddpm-large.png`,
  ],
  async measure({ images, recogniser }) {
    const by = await recogniser('recogniser-character');
    const [small, large] = [
      await asAsked(await images('ddpm.png'), by),
      await asAsked(await images('ddpm-large.png'), by),
    ];
    return [
      ofReal(by),
      { what: 'samples recognised as asked, small variance', ...small, unit: 'share' },
      { what: 'samples recognised as asked, large variance', ...large, unit: 'share' },
      asOftenAsReal('as often as real ones, small variance', small, by, 0.9),
      asOftenAsReal('as often as real ones, large variance', large, by, 0.9),
    ];
  },
};
