import type { ExampleCase } from '../exampleCase.ts';
import { aboveChance, asAsked, ofReal } from '../measure/asked.ts';
import { ofEach, small, trainOnGlyphs } from './glyphs.ts';

/** A way to sample a system: what is told of it, and what it adds to `sample`; the first makes the picture of the page. */
interface Way {
  /** What the name of the picture ends in. */
  readonly ending: string;
  readonly told: string;
  readonly by: string;
}

const own: Way = { ending: '', told: 'its own sampler', by: '' };
/** Two of five Langevin steps at each level. */
const langevin: Way = {
  ending: '',
  told: 'two Langevin steps a level',
  by: '--solver "annealed-langevin(repeats=2)" --steps 50 ',
};

/** How a system is trained, and the ways it is sampled. */
interface Brief {
  /** Options of the U-Net. */
  readonly unet: string;
  readonly ways?: readonly Way[];
}

/** Steps that take some three minutes on two cores. */
const steps = 500;

/**
 * A system that is trained for some minutes, told the class: so what was asked for is held against what is recognised, and
 * chance is one in as many as there are classes. What recognises samples of no class would have to be a threshold.
 */
function briefly(system: string, about: string, { unet, ways = [own] }: Brief): ExampleCase {
  return {
    name: system,
    about,
    needs: ['recognisers'],
    commands: ({ at }) => [
      `train --system ${system} --model "unet(${unet},${small})" ${trainOnGlyphs} --steps ${steps} --out ${at}/${system}`,
      ...ways.map(
        ({ ending, by }) =>
          `sample ${at}/${system} ${by}--guidance 3 ${ofEach(2)} --out ${at}/${system}${ending}.png`,
      ),
    ],
    async measure({ images, recogniser }) {
      const by = await recogniser('recogniser-character');
      const found = ways.map(async ({ ending, told }) =>
        aboveChance(
          `samples recognised as asked, ${told}`,
          await asAsked(await images(`${system}${ending}.png`), by),
          by,
        ),
      );
      return [ofReal(by), ...(await Promise.all(found))];
    },
  };
}

const waysOfSdes: readonly Way[] = [
  { ending: '', told: 'predictor-corrector, 50 steps', by: '--steps 50 ' },
  {
    ending: '-sde',
    told: 'reverse SDE, 50 steps',
    by: '--solver reverse-diffusion --steps 50 ',
  },
  { ending: '-flow', told: 'probability flow, 20 steps', by: '--solver heun@karras --steps 20 ' },
];

const sde = (name: string): ExampleCase =>
  briefly(
    `${name}-sde`,
    'trained briefly; by predictor-corrector, reverse SDE and probability flow',
    { unet: 'condition=class', ways: waysOfSdes },
  );

/** The systems that are trained briefly. */
export const brief: readonly ExampleCase[] = [
  briefly('iddpm', 'trained briefly; 50 steps with its learned variance', {
    unet: 'condition=class,output=eps,learnsVariance=true',
  }),
  ...[sde('vp'), sde('sub-vp'), sde('ve')],
  briefly('ncsn', 'trained briefly; annealed Langevin dynamics', {
    unet: 'condition=class',
    ways: [langevin],
  }),
  briefly('edm', 'trained briefly; its stochastic sampler in 18 steps', {
    unet: 'condition=class',
  }),
  briefly('flow-matching', 'trained briefly; the ODE of its velocity in 20 steps of Heun', {
    unet: 'condition=class,predicts=velocity',
  }),
];
