import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSafetensors, type Safetensors, writeSafetensors } from '../../src/io/index.ts';

const tensor = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }).chain((shape) => {
  const length = shape.reduce((product, n) => product * n, 1);
  const numbers = fc.array(fc.double({ noNaN: true }), { minLength: length, maxLength: length });
  return fc
    .tuple(numbers, fc.constantFrom(Float32Array, Float64Array, Int32Array, Uint8Array))
    .map(([values, Kind]) => ({ shape, data: Kind.from(values) }));
});
const file: fc.Arbitrary<Safetensors> = fc.record({
  tensors: fc.dictionary(
    fc.string().filter((name) => name !== '__metadata__' && name !== '__proto__'),
    tensor,
    { noNullPrototype: true },
  ),
  metadata: fc.dictionary(
    fc.string().filter((name) => name !== '__proto__'),
    fc.string(),
    { noNullPrototype: true },
  ),
});

test('what is written is read again, bit for bit', () => {
  fc.assert(
    fc.property(file, (held) => {
      expect(readSafetensors('f', writeSafetensors(held))).toEqual(held);
    }),
    { seed: 60 },
  );
});

test('a file that is cut short anywhere, or has a byte too many, is refused', () => {
  fc.assert(
    fc.property(file, fc.nat(), (held, where) => {
      const bytes = writeSafetensors(held);
      const cut = bytes.subarray(0, where % bytes.length);
      expect(() => readSafetensors('f', cut)).toThrow(/^f: is damaged or no safetensors file/);
      const longer = Uint8Array.of(...bytes, 0);
      expect(() => readSafetensors('f', longer)).toThrow(/^f: is damaged or no safetensors file/);
    }),
    { seed: 61 },
  );
});

/** A file as the safetensors package of Python writes it (0.8.0: save({'a': ..., 'b': ...}), dtypes F16 and BF16). */
function foreign(dtype: string, words: readonly number[]): Uint8Array {
  const header = `{"a":{"dtype":"${dtype}","shape":[${words.length}],"data_offsets":[0,${2 * words.length}]}}`;
  const bytes = new Uint8Array(8 + header.length + 2 * words.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(new TextEncoder().encode(header), 8);
  for (const [i, word] of words.entries()) {
    bytes.set([word & 0xff, word >> 8], 8 + header.length + 2 * i);
  }
  return bytes;
}

test('half precision is read as the numbers it stands for', () => {
  // IEEE 754-2008, binary16: 1, -2, 65504, the smallest subnormal, 1/3 rounded, -0, infinity
  const half = [0x3c00, 0xc000, 0x7bff, 0x0001, 0x3555, 0x8000, 0x7c00];
  expect([...(readSafetensors('f', foreign('F16', half)).tensors.a?.data ?? [])]).toEqual([
    1,
    -2,
    65504,
    2 ** -24,
    0.333251953125,
    -0,
    Infinity,
  ]);
  // the upper half of a float32
  expect([
    ...(readSafetensors('f', foreign('BF16', [0x3f80, 0xc040])).tensors.a?.data ?? []),
  ]).toEqual([1, -3]);
  expect(() => readSafetensors('f', foreign('F8_E4M3', [0]))).toThrow(
    'f: tensor a is of type F8_E4M3; known are F64, F32',
  );
});

test('float32 is rounded to the nearest half, of two the even one; what is half already stays as it is', () => {
  const written = (values: readonly number[]): number[] => {
    const tensors = { a: { shape: [values.length], data: Float32Array.from(values) } };
    const bytes = writeSafetensors({ tensors, metadata: {} }, { half: true });
    return [...(readSafetensors('f', bytes).tensors.a?.data ?? [])];
  };
  const every = Array.from({ length: 0x7c00 }, (_, h) => h);
  const exact = [...(readSafetensors('f', foreign('F16', every)).tensors.a?.data ?? [])];
  expect(written(exact)).toEqual(exact);
  expect(written(exact.map((x) => -x))).toEqual(exact.map((x) => -x));
  const next = exact.slice(1);
  const between = next.map((x, i) => ((exact[i] as number) + x) / 2);
  expect(written(between)).toEqual(next.map((x, i) => (i % 2 === 0 ? exact[i] : x)));
  // a float32 has 13 places more
  const near = (places: number) => between.map((x) => x * (1 + places * 2 ** -23));
  expect(written(near(1).slice(2048))).toEqual(next.slice(2048));
  expect(written(near(-1).slice(2048))).toEqual(exact.slice(2048, -1));
  expect(written([65519.9, 65520, -1e30, Infinity, Number.NaN])).toEqual([
    ...[65504, Infinity, -Infinity, Infinity, Number.NaN],
  ]);
});
