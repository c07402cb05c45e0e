import { InputError } from '../../errors/index.ts';
import type { ImageLabels } from './images.ts';

/** Labels whose classes are called by their numbers, 0 to the largest. */
export function numbered(numbers: Int32Array): ImageLabels {
  const top = numbers.reduce((most, n) => Math.max(most, n), 0);
  return { classes: Array.from({ length: top + 1 }, (_, n) => String(n)), numbers };
}

/** @throws InputError unless there are as many labels as images */
export function requireLabelEach(where: string, labels: number, images: number, of: string): void {
  if (labels === images) return;
  throw new InputError(
    `${where}: has ${labels} labels, expected ${images}, one for each image of ${of}`,
  );
}
