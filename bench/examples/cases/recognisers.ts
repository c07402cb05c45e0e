import type { ExampleCase } from '../exampleCase.ts';
import { ofReal } from '../measure/asked.ts';

/** What captions tell of a glyph, with the steps in which a network learns to see it. */
export const attributes = [
  ['character', 800],
  ['slant', 300],
  ['weight', 300],
] as const;

/** Networks that recognise what a caption can tell. They judge the samples of all cases, so they have to be right about real glyphs. */
export const recognisers: ExampleCase = {
  name: 'recognisers',
  about: 'classifiers of clean glyphs, which judge the samples of all systems',
  needs: [],
  commands: ({ at }) =>
    attributes.map(
      ([labels, steps]) =>
        `train --model "classifier(noisy=false)" --data "glyphs(labels=${labels})" --batch 64 --learning-rate 0.002 --steps ${steps} --seed judge --out ${at}/recogniser-${labels}`,
    ),
  measure: async ({ recogniser }) => {
    const found = attributes.map(async ([labels]) => ({
      ...ofReal(await recogniser(`recogniser-${labels}`), `the ${labels} of held-out glyphs`),
      least: 0.95,
    }));
    return Promise.all(found);
  },
};
