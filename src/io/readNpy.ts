import { readFile } from 'node:fs/promises';
import { InputError } from '../errors/index.ts';
import { again } from './again.ts';
import { fileError } from './fileError.ts';
import type { PointsFile } from './points.ts';

/**
 * Reads samples from a file of numpy's npy format: numbers of shape [n, d], in C order.
 * @throws InputError if the file cannot be read, is damaged, has another shape or order, or holds a value that is not finite
 */
export async function readNpy(path: string): Promise<PointsFile> {
  const bytes = await readFile(path).catch((error) => {
    throw fileError(path, error);
  });
  if (bytes.length === 0) throw new InputError(`${path}: is empty, expected an npy file; ${again}`);
  const { default: Npy } = await import('npyjs');
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const array = await new Npy().load(buffer as ArrayBuffer).catch((error: Error) => {
    throw new InputError(
      `${path}: is not a readable npy file: ${error.message}; ${again}, or write it again with numpy.save`,
    );
  });
  const [count, dimension] = array.shape;
  if (array.shape.length !== 2 || count === undefined || dimension === undefined) {
    throw new InputError(
      `${path}: expected an array of shape [n, d], got [${array.shape.join(', ')}]`,
    );
  }
  if (array.fortranOrder) {
    throw new InputError(`${path}: is in Fortran order; save it with numpy.ascontiguousarray`);
  }
  const data: unknown = array.data; // a typed array of the kind that the file says
  const values = Float64Array.from(data as ArrayLike<number | bigint>, Number);
  if (values.length !== count * dimension || values.length === 0) {
    throw new InputError(`${path}: expected ${count} x ${dimension} values, got ${values.length}`);
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const [row, column] = [Math.floor(bad / dimension), bad % dimension];
    throw new InputError(
      `${path}: values must be finite, got ${values[bad]} at [${row}, ${column}]`,
    );
  }
  return { values, dimension };
}
