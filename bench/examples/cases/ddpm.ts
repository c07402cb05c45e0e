import type { ExampleCase } from '../exampleCase.ts';
import { asAsked, asOftenAsReal, ofReal } from '../measure/asked.ts';
import { ofEach, trainOnGlyphs, small as unet } from './glyphs.ts';

/** Algorithms 1 and 2 on images, told the class and guided to it, with both variances. */
export const ddpm: ExampleCase = {
  name: 'ddpm',
  about:
    'told the class and guided; algorithm 2 on all levels, and on every fourth with the large variance',
  needs: ['recognisers'],
  commands: ({ at }) => [
    `train --system ddpm --model "unet(condition=class,output=eps,${unet})" ${trainOnGlyphs} --steps 1000 --out ${at}/ddpm`,
    `sample ${at}/ddpm --guidance 2 ${ofEach(2)} --out ${at}/ddpm.png`,
    `sample ${at}/ddpm --solver "ddpm(variance=large)@trailing" --steps 250 --guidance 2 ${ofEach(2)} --out ${at}/ddpm-large.png`,
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
