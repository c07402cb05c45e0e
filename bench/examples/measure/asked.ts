import type { Measured } from '../../../src/metrics/index.ts';
import type { Finding } from '../finding.ts';
import type { Images } from './images.ts';
import { rateOf, ratioOf } from './rate.ts';
import type { Recogniser } from './recogniser.ts';

/** The class that each sample of `sample --class each` was asked to be of. */
export const eachClass = (count: number, classes: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => i % classes);

/** How often samples of `sample --class each` are recognised as the class they were asked to be of. */
export async function asAsked(images: Images, by: Recogniser): Promise<Measured> {
  const asked = eachClass(images.count, by.classes.length);
  const seen = await by.recognised(images);
  return rateOf(asked.map((label, i) => seen[i] === label));
}

/** Recognised three times as often as by chance. */
export const aboveChance = (what: string, rate: Measured, by: Recogniser): Finding => ({
  ...{ what, ...rate, unit: 'share', least: 3 / by.classes.length },
});

/** How often held-out data are recognised. */
export const ofReal = (by: Recogniser, what = 'real held-out glyphs recognised'): Finding => ({
  ...{ what, ...by.ofReal, unit: 'share' },
});

/** How often samples are recognised as asked, as a share of how often real ones are. */
export function asOftenAsReal(
  what: string,
  rate: Measured,
  by: Recogniser,
  least: number,
): Finding {
  return { what, ...ratioOf(rate, by.ofReal), unit: 'number', least };
}
