import { choose, foldIn, type Key, type Rows } from '../noise/index.ts';
import type { Dataset } from './dataset.ts';

/** Images of one size, told apart by their numbers; where they come from is their own affair. */
export interface FiniteImages {
  readonly name: string;
  readonly about: string;
  /** Height, width, channels. */
  readonly shape: readonly [number, number, number];
  /** Classes in the order of their numbers, and [count] the number of each image's. */
  readonly labels?: { readonly classes: readonly string[]; readonly numbers: Int32Array };
  /** Values of image i, rows of pixels one after another, channels fastest. */
  read(i: number): Float32Array;
}

/** Each row of pixels from right to left. */
function mirrored(values: Float32Array, width: number, channels: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let i = 0; i < values.length / channels; i++) {
    const x = i % width;
    const from = (i - x + (width - 1 - x)) * channels;
    out.set(values.subarray(from, from + channels), i * channels);
  }
  return out;
}

/**
 * A finite set of images: row r of a draw is one of them, chosen by key with replacement, so that nothing is shuffled and
 * nothing held but what `source` holds.
 *
 * @param members the numbers of those in the set
 * @param options its settings
 * @param options.flip mirrors each drawn image left to right or not, by key and row, with probability 1/2
 */
export function images(
  source: FiniteImages,
  members: Uint32Array,
  { flip }: { readonly flip: boolean },
): Dataset {
  const { name, about, shape, labels } = source;
  const [, width, channels] = shape;
  const dimension = shape.reduce((product, n) => product * n, 1);
  const chosen = (key: Key, row: number): number =>
    members[choose(key, row, members.length)] as number;
  return {
    name,
    about,
    options: {},
    shape,
    dimension,
    finite: {
      count: members.length,
      read(numbers) {
        const x = new Float64Array(numbers.length * dimension);
        for (const [r, number] of numbers.entries()) {
          x.set(source.read(members[number] as number), r * dimension);
        }
        return x;
      },
    },
    draw(key, { first, count }) {
      const x = new Float64Array(count * dimension);
      const flips = foldIn(key, 'flip');
      for (let r = 0; r < count; r++) {
        const values = source.read(chosen(key, first + r));
        const isFlipped = flip && choose(flips, first + r, 2) === 1;
        x.set(isFlipped ? mirrored(values, width, channels) : values, r * dimension);
      }
      return x;
    },
    ...(labels && {
      labels: {
        classes: labels.classes,
        draw: (key: Key, { first, count }: Rows) =>
          Int32Array.from(
            { length: count },
            (_, r) => labels.numbers[chosen(key, first + r)] as number,
          ),
      },
    }),
  };
}
