import type { Dataset } from '../data/index.ts';
import { keyOf } from '../noise/index.ts';
import { digits } from './digits.ts';

/**
 * A line to say where data are far from mean 0 and variance 1, which samplers start from and networks are trained for;
 * nothing is rescaled behind a person's back. Empty where there is nothing to say.
 */
export function scaleNote(dataset: Dataset): string {
  const x = dataset.draw(keyOf('scale'), { first: 0, count: 1000 });
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const sd = Math.sqrt(x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length);
  if (Math.abs(mean) <= 1 && sd >= 1 / 3 && sd <= 3) return '';
  return `note: ${dataset.name} has mean ${digits(mean)} and standard deviation ${digits(sd)}; samplers start from noise of variance 1, so results are better on data scaled to mean 0 and variance 1\n`;
}
