import type { ExampleCase } from '../exampleCase.ts';
import { asAsked, asOftenAsReal, ofReal } from '../measure/asked.ts';
import { small } from './glyphs.ts';

/** Real digits, which the project does not hold: classifier-free guidance on the 10,000 of MNIST's test set. */
export const mnist: ExampleCase = {
  name: 'mnist',
  about: "MNIST's test digits at 16 x 16, told the class and guided; needs its files",
  needs: [],
  isExtra: true,
  commands({ at, mnist: folder }) {
    const data = `--data "images(path=${folder},size=16)"`;
    return [
      `train --system classifier-free-guidance --model "unet(condition=class,${small})" ${data} --learning-rate 0.002 --seed 1 --steps 600 --out ${at}/mnist`,
      `sample ${at}/mnist --class each -n 100 --columns 10 --seed 2 --out ${at}/mnist.png`,
      `train --model "classifier(noisy=false)" ${data} --batch 64 --learning-rate 0.002 --steps 600 --seed judge --out ${at}/recogniser-mnist`,
    ];
  },
  async measure({ images, recogniser }) {
    const by = await recogniser('recogniser-mnist');
    const rate = await asAsked(await images('mnist.png', { size: 16, columns: 10 }), by);
    return [
      ofReal(by, 'held-out digits recognised'),
      { what: 'samples recognised as asked', ...rate, unit: 'share' },
      asOftenAsReal('as often as held-out ones', rate, by, 0.9),
    ];
  },
};
