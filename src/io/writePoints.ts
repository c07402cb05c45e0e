import { InputError } from '../errors/index.ts';
import { writeWhole } from './writeWhole.ts';

/** The shortest decimal that rounds to the same float32. */
function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const near = Number(value.toPrecision(digits));
    if (Math.fround(near) === value) return String(near);
  }
  return String(Number(value.toPrecision(9)));
}

/** One sample a line, numbers that read back as the same. */
function csv(values: Float32Array | Float64Array, size: number): string {
  const written = values instanceof Float32Array ? shortest : String;
  const lines = Array.from({ length: values.length / size }, (_, row) =>
    Array.from(values.subarray(row * size, (row + 1) * size), written).join(','),
  );
  return `${lines.join('\n')}\n`;
}

/**
 * Writes samples to a file, by its ending: .npy in their own precision, .csv as text.
 *
 * @param values flat, rows one after another
 * @param shape of the whole: [n, ...]
 * @throws InputError for another ending, and if the file cannot be written
 */
export async function writePoints(
  path: string,
  values: Float32Array | Float64Array,
  shape: readonly number[],
): Promise<void> {
  const ending = path.split('.').at(-1)?.toLowerCase();
  if (ending === 'csv') return writeWhole(path, csv(values, values.length / (shape[0] ?? 1)));
  if (ending !== 'npy') {
    throw new InputError(`${path}: expected a file that ends in .npy or .csv`);
  }
  const { dump } = await import('npyjs');
  await writeWhole(path, new Uint8Array(dump(values, [...shape])));
}
