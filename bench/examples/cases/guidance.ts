import { meanAndVariance } from '../../../src/metrics/index.ts';
import type { ExampleCase } from '../exampleCase.ts';
import type { Finding } from '../finding.ts';
import { asAsked, eachClass, ofReal } from '../measure/asked.ts';
import { diversityOf } from '../measure/diversity.ts';
import { differenceOf, pairedDifferenceOf } from '../measure/rate.ts';
import { ofEach, small, trainOnGlyphs } from './glyphs.ts';

/** Scales that are compared; the first two are no more than the law of all data, and of a class. */
const scales = [0, 1, 4] as const;

/** What more guidance does: what is recognised more often is less diverse. */
async function compared(
  system: string,
  [low, high]: readonly [low: number, high: number],
  { images, recogniser }: Parameters<ExampleCase['measure']>[0],
): Promise<readonly Finding[]> {
  const by = await recogniser('recogniser-character');
  const seen = scales.map(async (scale) => {
    const drawn = await images(`${system}-${scale}.png`);
    const classes = by.classes.length;
    const asked = eachClass(drawn.count, classes);
    return {
      scale,
      rate: await asAsked(drawn, by),
      diversity: diversityOf(await by.features(drawn), asked, classes),
    };
  });
  const all = await Promise.all(seen);
  const of = (scale: number) => all[scales.indexOf(scale as 0)] as (typeof all)[number];
  return [
    ofReal(by),
    ...all.map(
      ({ scale, rate }): Finding => ({
        ...{ what: `samples recognised as asked, scale ${scale}`, ...rate, unit: 'share' },
      }),
    ),
    ...all.map(
      ({ scale, diversity }): Finding => ({
        what: `distance of two samples of a class in features, scale ${scale}`,
        ...meanAndVariance(Float64Array.from(diversity)).mean,
        unit: 'number',
      }),
    ),
    {
      what: `recognised more often at scale ${high} than at ${low}`,
      ...differenceOf(of(high).rate, of(low).rate),
      ...{ unit: 'share', least: 0, beyond: 2 },
    },
    {
      what: `less diverse at scale ${high} than at ${low}`,
      ...pairedDifferenceOf(of(low).diversity, of(high).diversity),
      ...{ unit: 'number', least: 0, beyond: 2 },
    },
  ];
}

function guidance(
  system: string,
  about: string,
  unet: string,
  steps: number,
  more = '',
): ExampleCase {
  return {
    name: system,
    about,
    needs: ['recognisers'],
    commands: ({ at }) => [
      `train --system ${system} --model "unet(${unet})" ${trainOnGlyphs} --steps ${steps}${more} --out ${at}/${system}`,
      `sample ${at}/${system} ${ofEach(2)} --out ${at}/${system}.png`,
      ...scales.map(
        (scale) =>
          `sample ${at}/${system} --guidance ${scale} ${ofEach(8)} --out ${at}/${system}-${scale}.png`,
      ),
    ],
    measure: (made) => compared(system, [1, 4], made),
  };
}

/** Guidance by a classifier of noisy images, and without one. */
export const guided: readonly ExampleCase[] = [
  guidance(
    'classifier-guidance',
    'told the class by the gradient of a noisy classifier, at three scales',
    small,
    300,
    ' --part-steps 1000',
  ),
  guidance(
    'classifier-free-guidance',
    'told the class, and guided to it at three scales',
    `condition=class,${small}`,
    600,
  ),
];
