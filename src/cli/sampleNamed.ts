import { existsSync } from 'node:fs';
import { coloured } from '../data/index.ts';
import { InputError } from '../errors/index.ts';
import { readPicture } from '../io/index.ts';
import type { Key } from '../noise/index.ts';
import { runData } from '../run/index.ts';

/** The data and the number that text names: `pictures.npy:3`, or 0 where there is none. */
function parted(text: string): readonly [data: string, number: number] {
  const found = existsSync(text) ? null : text.match(/^(.+):(\d+)$/s);
  return found === null ? [text, 0] : [found[1] as string, Number(found[2])];
}

/** A picture in [-1, 1], grey or in colour as is asked for. */
function pictureOf(file: string, channels: number): { values: Float64Array; shape: number[] } {
  const { size, values, white = 1 } = readPicture(file);
  const [height, width, own] = size;
  const scaled = Float64Array.from(values, (value) => (2 * value) / white - 1);
  return {
    values: Float64Array.from(coloured(scaled, own, channels)),
    shape: [height, width, channels],
  };
}

/**
 * One sample: a PNG file; or of a file of samples or of data by name the first, or that of a number behind a colon,
 * `pictures.npy:3`, `glyphs:7`. Of data without end the number is a row of a draw.
 *
 * @param text what names it
 * @param shape what it has to be of
 * @param key of the draw
 * @throws InputError for what is no data, a number beyond the last sample, and a sample of another shape
 */
export async function sampleNamed(
  text: string,
  shape: readonly number[],
  key: Key,
): Promise<Float64Array> {
  const size = shape.reduce((product, n) => product * n, 1);
  const [name, number] = parted(text);
  const fits = (values: Float64Array, own: readonly number[]): Float64Array => {
    const isOther = own.length === shape.length && String(own) !== String(shape);
    if (values.length === size && !isOther) return values;
    const remedy =
      shape.length === 3 ? `; "images(path=FOLDER,size=${shape[0]})" brings images to a size` : '';
    throw new InputError(
      `${text}: is a sample of ${own.join(' x ')}, expected ${shape.join(' x ')} as the run has it${remedy}`,
    );
  };
  if (/\.png$/i.test(name) && existsSync(name)) {
    const picture = pictureOf(name, shape[2] === 3 ? 3 : 1);
    return fits(picture.values, picture.shape);
  }
  const { all } = await runData(name);
  if (all.finite === undefined) return fits(all.draw(key, { first: number, count: 1 }), all.shape);
  const { count, read } = all.finite;
  if (number < count) return fits(read(Uint32Array.of(number)), all.shape);
  throw new InputError(`${text}: ${name} holds samples 0 to ${count - 1}, got ${number}`);
}
