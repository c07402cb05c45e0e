import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv, readNpy, readPoints, writeWhole } from '../../src/io/index.ts';

let folder: string;
const file = async (name: string, content: string | Uint8Array): Promise<string> => {
  const at = path.join(folder, name);
  await writeFile(at, content);
  return at;
};
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tfjs-sde-io-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A file of numpy's format, version 1.0. */
function npy(shape: string, descr: string, data: Uint8Array, order = 'False'): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`;
  const padded = `${header.padEnd(64 * Math.ceil((header.length + 11) / 64) - 11)}\n`;
  const length = [padded.length & 255, padded.length >> 8];
  return Uint8Array.from([
    0x93,
    ...Buffer.from('NUMPY'),
    1,
    0,
    ...length,
    ...Buffer.from(padded),
    ...data,
  ]);
}
const bytes = (array: Float64Array | Float32Array | Int32Array): Uint8Array =>
  new Uint8Array(array.buffer);

describe('CSV', () => {
  test.for([
    ['commas and a header', 'x,y\n1,2\n3,-4.5e-1\n'],
    ['semicolons, comments and empty lines', '# made by hand\n1; 2\n\n3; -0.45'],
    ['blanks', '1 2\r\n  3   -0.45\r\n'],
    ['tabs', '1\t2\n3\t-.45\n'],
  ] as const)('%s', async ([name, text]) => {
    expect(await readCsv(await file(`${name}.csv`, text))).toEqual({
      values: Float64Array.of(1, 2, 3, -0.45),
      dimension: 2,
    });
  });
  test.for([
    ['ragged.csv', '1,2\n\n3\n', 'ragged.csv:3: expected 2 values as in the lines before, got 1'],
    ['word.csv', '1,2\n3,four\n', 'word.csv:2: value 2 must be a finite number, got "four"'],
    ['nan.csv', '1,2\nNaN,3\n', 'nan.csv:2: value 1 must be a finite number, got "NaN"'],
    ['hole.csv', '1,2\n,3\n', 'hole.csv:2: value 1 must be a finite number, got ""'],
    ['inf.csv', 'inf,2\n', 'inf.csv:1: value 1 must be a finite number, got "inf"'],
    ['empty.csv', '# nothing\n', 'empty.csv:2: the file ends and holds no samples'],
    ['header.csv', 'x,y', 'header.csv:1: the file ends and holds no samples'],
  ] as const)('%s is refused with file and line', async ([name, text, message]) => {
    await expect(readCsv(await file(name, text))).rejects.toThrow(message);
  });
});

describe('NPY', () => {
  test.for([
    ['<f8', bytes(Float64Array.of(1, 2, 3, -0.5))],
    ['<f4', bytes(Float32Array.of(1, 2, 3, -0.5))],
  ] as const)('%s', async ([descr, data]) => {
    const at = await file('a.npy', npy('(2, 2)', descr, data));
    expect(await readPoints(at)).toEqual({ values: Float64Array.of(1, 2, 3, -0.5), dimension: 2 });
  });
  test('integers', async () => {
    const at = await file('i.npy', npy('(1, 3)', '<i4', bytes(Int32Array.of(1, -2, 3))));
    expect((await readNpy(at)).values).toEqual(Float64Array.of(1, -2, 3));
  });
  test.for([
    [
      'flat.npy',
      npy('(4,)', '<f8', bytes(new Float64Array(4))),
      'expected an array of shape [n, d], got [4]',
    ],
    [
      'nan.npy',
      npy('(2, 2)', '<f8', bytes(Float64Array.of(1, 2, 3, Number.NaN))),
      'got NaN at [1, 1]',
    ],
    ['order.npy', npy('(2, 2)', '<f8', bytes(new Float64Array(4)), 'True'), 'Fortran order'],
    ['junk.npy', Uint8Array.of(1, 2, 3), 'junk.npy: is not a readable npy file'],
  ] as const)('%s is refused', async ([name, content, message]) => {
    await expect(readNpy(await file(name, content))).rejects.toThrow(message);
  });
});

test('a file that is not there, and an ending that is unknown, are named', async () => {
  await expect(readPoints(path.join(folder, 'none.csv'))).rejects.toThrow(
    'none.csv: there is no such file or folder',
  );
  for (const name of ['none.parquet', 'none']) {
    await expect(readPoints(path.join(folder, name))).rejects.toThrow(
      `${name}: there is no such file or folder`,
    );
  }
  await expect(readPoints(await file('a.parquet', Uint8Array.of(1)))).rejects.toThrow(
    'a.parquet: expected a file that ends in .csv, .tsv, .txt, .npy',
  );
  await expect(readPoints(await file('nothing.npy', Uint8Array.of()))).rejects.toThrow(
    'nothing.npy: is empty, expected an npy file; copy or download it again',
  );
});

test('a file is written whole or not at all, and nothing is left behind', async () => {
  const inside = path.join(folder, 'deep', 'er');
  await writeWhole(path.join(inside, 'a.json'), '{}');
  await writeWhole(path.join(inside, 'a.json'), '{"a":1}');
  expect(await readFile(path.join(inside, 'a.json'), 'utf8')).toBe('{"a":1}');
  // a folder stands where the file should go: the rename fails
  await expect(writeWhole(inside, 'x')).rejects.toThrow();
  expect(await readdir(path.dirname(inside))).toEqual(['er']);
  expect(await readdir(inside)).toEqual(['a.json']);
});
