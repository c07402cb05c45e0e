import type { ExampleCase } from '../exampleCase.ts';

/** Pictures of both directions; nothing is measured. */
export const process: ExampleCase = {
  name: 'process',
  about: 'the forward process as a strip, the reverse process as an animation',
  needs: ['classifier-free-guidance'],
  commands: ({ at }) => [
    `noise glyphs --schedule cosine -n 4 --seed 1 --out ${at}/forward.png`,
    `sample ${at}/classifier-free-guidance --class each --guidance 4 -n 18 --columns 6 --frames 16 --seed 1 --out ${at}/reverse.apng`,
  ],
  measure: async () => [],
};
