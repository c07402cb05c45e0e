import { closeSync, openSync, truncateSync, writeSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync, gzipSync } from 'node:zlib';
import { encode } from 'fast-png';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { openNpz } from '../../src/io/images/npz.ts';
import { isImages, type Opening, openImages } from '../../src/io/index.ts';
import { cifar, idx, npy, ramp, temporaryFolder } from './imageFiles.ts';

const { folder, file } = temporaryFolder();
const opening: Opening = { memory: 2 ** 20, background: 'none' };
const open = (place: string, more: Partial<Opening> = {}) =>
  openImages(place, { ...opening, ...more });
const bytesOf = (array: Float32Array | Float64Array | Int32Array | BigInt64Array) =>
  new Uint8Array(array.buffer);
/** 5 images of 3 x 4. */
const [count, pixels] = [5, 12];
const data = ramp(count * pixels);
const third = data.slice(2 * pixels, 3 * pixels);

describe('IDX', () => {
  const labels = Uint8Array.of(3, 1, 4, 1, 5);
  test.for([
    ['plain', 'train-images-idx3-ubyte', 'train-labels-idx1-ubyte'],
    ['packed', 't10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'],
    ['dotted', 'train-images.idx3-ubyte', 'train-labels.idx1-ubyte.gz'],
  ] as const)('%s, with the labels beside it', ([kind, images, beside]) => {
    const packed = (name: string, bytes: Buffer): Buffer =>
      name.endsWith('.gz') ? gzipSync(bytes) : bytes;
    const at = file(`${kind}/${images}`, packed(images, idx([count, 3, 4], data)));
    file(`${kind}/${beside}`, packed(beside, idx([count], labels)));
    for (const place of [at, path.dirname(at)]) {
      const opened = open(place);
      expect(opened).toMatchObject({ format: 'IDX', count });
      expect(opened.read(2)).toEqual({ size: [3, 4, 1], values: third, white: 255 });
      expect(opened.labels?.classes).toEqual(['0', '1', '2', '3', '4', '5']);
      expect(opened.labels?.numbers).toEqual(Int32Array.from(labels));
    }
  });
  test('read by position is read the same', () => {
    const at = file('position/a-idx3-ubyte', idx([count, 3, 4], data));
    expect(open(at, { memory: 10 }).read(2)).toEqual(open(at).read(2));
    expect(open(at).labels).toBeUndefined();
  });
  const whole = idx([count, 3, 4], data);
  test.for([
    [
      'short',
      whole.subarray(0, 70),
      'is cut short: its header says 5 x 3 x 4, expected 76 bytes, got 70',
    ],
    [
      'long',
      Buffer.concat([whole, data]),
      'is damaged: its header says 5 x 3 x 4, expected 76 bytes, got 136',
    ],
    ['empty', whole.subarray(0, 0), 'is empty, expected an IDX file of images; copy or download'],
    ['header', whole.subarray(0, 7), 'is cut short: expected a header of 16 bytes, got 7'],
    ['labels', idx([2], Uint8Array.of(1, 2)), 'which begins 00 00 08 03, got 00 00 08 01'],
    [
      'packed',
      gzipSync(whole).subarray(0, 40),
      'is cut short or damaged: gzip: unexpected end of file',
    ],
    ['none', idx([0, 3, 4], new Uint8Array()), 'is damaged: its header says 0 x 3 x 4'],
  ] as const)('%s is refused', ([name, content, message]) => {
    const at = file(`bad/${name}-idx3-ubyte`, content);
    expect(() => open(at)).toThrow(`${at}: `);
    expect(() => open(at)).toThrow(message);
  });
  test.for(['plain', 'packed'])('a %s file that is cut short anywhere is refused', (kind) => {
    const bytes = kind === 'plain' ? whole : gzipSync(whole);
    for (let length = 0; length < bytes.length; length++) {
      const at = file(`anywhere/${kind}-idx3-ubyte`, bytes.subarray(0, length));
      expect(() => open(at), String(length)).toThrow(`${at}: `);
    }
  });
  test('labels that are cut short are named', () => {
    const at = file('cut/train-images-idx3-ubyte', whole);
    const beside = file('cut/train-labels-idx1-ubyte', idx([5], labels).subarray(0, 10));
    expect(() => open(at)).toThrow(`${beside}: is cut short: its header says 5, expected 13 bytes`);
  });
  test('labels that are not one an image are refused', () => {
    const at = file('few/train-images-idx3-ubyte', whole);
    const beside = file('few/train-labels-idx1-ubyte', idx([2], Uint8Array.of(1, 2)));
    expect(() => open(at)).toThrow(
      `${beside}: has 2 labels, expected 5, one for each image of ${at}`,
    );
  });
  test('what unpacks to more than may be held is refused', () => {
    const at = file('big/a-idx3-ubyte.gz', gzipSync(idx([2, 1024, 1024], new Uint8Array(2 ** 21))));
    expect(() => open(at)).toThrow('holds more than 1 MiB when unpacked');
  });
});

describe('CIFAR', () => {
  // red, green and blue of pixel i are i, 2 i and 3 i
  const planes = Uint8Array.from(
    { length: 3072 },
    (_, k) => (1 + Math.floor(k / 1024)) * (k % 1024),
  );
  test('a folder of batches is one set, its planes brought to channels, its classes named', () => {
    file('cifar10/data_batch_1.bin', cifar([[7], [2]], planes));
    file('cifar10/data_batch_2.bin', cifar([[9]], planes.toReversed()));
    file('cifar10/test_batch.bin', cifar([[0]], planes));
    const names = 'airplane automobile bird cat deer dog frog horse ship truck'.split(' ');
    file('cifar10/batches.meta.txt', `${names.join('\n')}\n\n`);
    const opened = open(path.join(folder, 'cifar10'));
    expect(opened).toMatchObject({ format: 'CIFAR-10', count: 3 });
    expect(opened.labels).toEqual({ classes: names, numbers: Int32Array.of(7, 2, 9) });
    const { values, size } = opened.read(1);
    expect(size).toEqual([32, 32, 3]);
    expect(Array.from(values.subarray(3 * 50, 3 * 50 + 3))).toEqual([50, 100, 150]);
    expect(opened.read(2).values[0]).toBe(planes[3071]);
    expect(opened.nameOf(2)).toMatch(/data_batch_2\.bin, image 0$/);
  });
  test('of two bytes of labels the fine one counts', () => {
    const at = file(
      'cifar100/train.bin',
      cifar(
        [
          [19, 99],
          [3, 42],
        ],
        planes,
      ),
    );
    for (const memory of [2 ** 20, 10]) {
      const opened = open(at, { memory });
      expect(opened).toMatchObject({ format: 'CIFAR-100', count: 2 });
      expect(opened.labels?.numbers).toEqual(Int32Array.of(99, 42));
      expect(opened.labels?.classes.length).toBe(100);
      expect(Array.from(opened.read(1).values.subarray(3, 6))).toEqual([1, 2, 3]);
    }
  });
  test.for([
    [
      'short.bin',
      cifar([[1], [2]], planes).subarray(0, 5000),
      ['is cut short or', ', got 5000 bytes; copy or download it again'],
    ],
    [
      'label.bin',
      cifar([[1], [10]], planes),
      ['is damaged or', ' that begin with labels up to 9, or 19 and 99; copy or download it again'],
    ],
    [
      'empty.bin',
      new Uint8Array(),
      ['is cut short or', ', got 0 bytes; copy or download it again'],
    ],
  ] as const)('%s is refused', ([name, content, [how, message]]) => {
    const at = file(name, content);
    expect(() => open(at)).toThrow(
      `${at}: ${how} no CIFAR batch: expected records of 3073 bytes (CIFAR-10) or 3074 bytes (CIFAR-100)${message}`,
    );
  });
  test('one batch of several that is cut short is named', () => {
    file('cut-cifar/data_batch_1.bin', cifar([[1], [2]], planes));
    const at = file('cut-cifar/data_batch_2.bin', cifar([[1]], planes).subarray(1));
    expect(() => open(path.dirname(at))).toThrow(`${at}: is cut short or no CIFAR batch`);
  });
});

describe('NPY and NPZ', () => {
  const floats = Float32Array.from({ length: 2 * 2 * 3 * 3 }, (_, i) => i / 8 - 2);
  test.for([
    ['bytes', npy([5, 3, 4], '|u1', data), [3, 4, 1], third, 255],
    ['floats', npy([2, 2, 3, 3], '<f4', bytesOf(floats)), [2, 3, 3], floats.slice(18), undefined],
    [
      'doubles',
      npy([2, 2, 9], '<f8', bytesOf(Float64Array.from(floats))),
      [2, 9, 1],
      Float64Array.from(floats.slice(18)),
      undefined,
    ],
    [
      'halves',
      npy([2, 1, 1], '<f2', Uint8Array.of(0, 0, 0, 0xb8)),
      [1, 1, 1],
      Float32Array.of(-0.5),
      undefined,
    ],
    [
      'booleans',
      npy([2, 1, 2], '|b1', Uint8Array.of(0, 1, 1, 0)),
      [1, 2, 1],
      Uint8Array.of(1, 0),
      1,
    ],
  ] as const)('%s are read, held or by position', ([name, content, size, values, white]) => {
    const at = file(`${name}.npy`, content);
    for (const memory of [2 ** 20, 10]) {
      const opened = open(at, { memory });
      const read = opened.read(name === 'bytes' ? 2 : 1);
      expect(read).toEqual(white === undefined ? { size, values } : { size, values, white });
      expect(opened.isFloat).toBe(white === undefined);
    }
  });
  test.for([
    [
      'short',
      npy([5, 3, 4], '|u1', data.subarray(1)),
      'its header says [5, 3, 4] of |u1, expected 188 bytes, got 187',
    ],
    [
      'first',
      npy([2, 3, 2, 2], '|u1', ramp(24)),
      '[2, 3, 2, 2]; bring channels last with numpy.moveaxis(x, 1, -1)',
    ],
    ['flat', npy([60], '|u1', data), 'expected images of shape [n, height, width]'],
    ['longs', npy([1, 1, 1], '<i8', ramp(8)), 'got <i8; convert them with'],
    ['cut', npy([5, 3, 4], '|u1', data).subarray(0, 9), 'is cut short or no npy file'],
  ] as const)('%s is refused', ([name, content, message]) => {
    const at = file(`bad-${name}.npy`, content);
    expect(() => open(at)).toThrow(`${at}: `);
    expect(() => open(at)).toThrow(message);
  });
  test('a value that is not finite is named when it is read', () => {
    const at = file(
      'nan.npy',
      npy([2, 1, 2], '<f4', bytesOf(Float32Array.of(0, 1, 2, Number.NaN))),
    );
    const opened = open(at);
    expect(opened.read(0).values).toEqual(Float32Array.of(0, 1));
    expect(() => opened.read(1)).toThrow(`${at}: values must be finite, got NaN in image 1`);
  });

  const images = npy([5, 3, 4], '|u1', data);
  const labels = npy([5], '<i8', bytesOf(BigInt64Array.of(0n, 2n, 1n, 2n, 0n)));
  test.for([
    ['images', 'labels', 0],
    ['x', 'y', 9],
    ['train_images', 'train_labels', 6],
    ['x_train', 'y_train', 6],
  ] as const)('arrays %s and %s of an npz file, stored or compressed', ([x, y, level]) => {
    const zipped = zipSync(
      { [`${x}.npy`]: images, [`${y}.npy`]: labels, 'z.npy': labels },
      { level },
    );
    const opened = open(file(`${x}.npz`, zipped));
    expect(opened).toMatchObject({ format: 'NPZ', count });
    expect(opened.read(2).values).toEqual(third);
    expect(opened.labels).toEqual({
      classes: ['0', '1', '2'],
      numbers: Int32Array.of(0, 2, 1, 2, 0),
    });
  });
  test.for([0, 9] as const)(
    'an npz file of level %i that is cut short anywhere is refused',
    (level) => {
      const whole = zipSync({ 'x.npy': images, 'y.npy': labels }, { level });
      for (let length = 0; length < whole.length; length++) {
        const at = file('cut.npz', whole.subarray(0, length));
        expect(() => openNpz(at, opening), String(length)).toThrow(`${at}: `);
      }
    },
  );
  test.for([0, 9] as const)('a bit that is another in an npz file of level %i is told', (level) => {
    const whole = zipSync({ 'x.npy': images, 'y.npy': labels }, { level });
    const content = 30 + 'x.npy'.length; // behind the header of the first array
    const end = content + Buffer.from(whole).readUInt32LE(18);
    const kinds = new Set<string>();
    for (let byte = content; byte < end; byte++) {
      const at = file(
        'bit.npz',
        Uint8Array.from(whole, (v, i) => (i === byte ? v ^ 16 : v)),
      );
      try {
        // filling behind the last code of a compressed array says nothing
        expect(open(at).read(2).values).toEqual(third);
        expect(level).not.toBe(0);
      } catch (error) {
        const { message } = error as Error;
        kinds.add(
          /^.*bit\.npz(, array x: is damaged: expected the CRC-32|: is cut short)/.exec(
            message,
          )?.[1] ?? message,
        );
        expect(message).toMatch(/; copy or download it again$/);
      }
    }
    expect([...kinds]).toContain(', array x: is damaged: expected the CRC-32');
    expect(kinds.size).toBeLessThanOrEqual(level === 0 ? 1 : 2);
  });
  test('labels of an npz file may be left out', () => {
    expect(open(file('only.npz', zipSync({ 'x.npy': images }))).labels).toBeUndefined();
  });
  test.for([
    ['short', zipSync({ 'x.npy': images }).subarray(0, 100), 'is cut short or no npz file'],
    [
      'other',
      zipSync({ 'a.npy': images, 'b.npy': labels }),
      'expected an array named images, x, train_images, x_train, got a, b',
    ],
    [
      'few',
      zipSync({ 'x.npy': images, 'y.npy': npy([2], '|u1', ramp(2)) }),
      'has 2 labels, expected 5, one for each image of',
    ],
    [
      'soft',
      zipSync({ 'x.npy': images, 'y.npy': npy([5], '<f4', ramp(20)) }),
      'expected integers of shape [n], got <f4 of shape [5]',
    ],
    [
      'below',
      zipSync({ 'x.npy': images, 'y.npy': npy([5], '|i1', Uint8Array.of(0, 1, 255, 0, 0)) }),
      'expected classes numbered from 0 to 65535, got -1 at [2]',
    ],
  ] as const)('npz %s is refused', ([name, content, message]) => {
    const at = file(`bad-${name}.npz`, content);
    expect(() => open(at)).toThrow(at);
    expect(() => open(at)).toThrow(message);
  });
});

/** A PNG of rows of bytes that are filtered already, with chunks before its data. */
function png(
  width: number,
  height: number,
  [depth, colour]: readonly [number, number],
  rows: Uint8Array,
  chunks: Readonly<Record<string, Uint8Array>> = {},
): Buffer {
  const chunk = (type: string, body: Uint8Array): Buffer => {
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    const named = Buffer.concat([Buffer.from(type), body]);
    length.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([depth, colour], 8);
  return Buffer.concat([
    Buffer.from([0x89, ...Buffer.from('PNG\r\n\x1a\n')]),
    chunk('IHDR', head),
    ...Object.entries(chunks).map(([type, body]) => chunk(type, body)),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  ]);
}

describe('PNG', () => {
  const grey = (values: Uint8Array, width = 4): Uint8Array =>
    encode({ width, height: values.length / width, channels: 1, depth: 8, data: values });
  test('names of sub-folders are classes, in their order', () => {
    file('animals/dog/b.png', grey(third));
    file('animals/cat/z.PNG', grey(ramp(12)));
    file('animals/dog/a.png', grey(ramp(8)));
    file('animals/.thumbnails/a.png', grey(ramp(8)));
    const opened = open(path.join(folder, 'animals'));
    expect(opened).toMatchObject({ format: 'PNG', count: 3 });
    expect(opened.labels).toEqual({ classes: ['cat', 'dog'], numbers: Int32Array.of(0, 1, 1) });
    expect([0, 1, 2].map(opened.sizeOf)).toEqual([
      [3, 4, 1],
      [2, 4, 1],
      [3, 4, 1],
    ]);
    expect(opened.read(2)).toEqual({ size: [3, 4, 1], values: third, white: 255 });
    expect(opened.nameOf(2)).toBe(path.join(folder, 'animals/dog/b.png'));
  });
  test('a folder without sub-folders has no classes', () => {
    const at = file('plain/a.png', grey(third));
    expect(open(path.dirname(at)).labels).toBeUndefined();
  });

  const key = { tRNS: Uint8Array.of(0, 20) };
  const palette = { PLTE: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) };
  test.for([
    [
      '1 bit',
      png(3, 2, [1, 0], Uint8Array.of(0, 0b10100000, 0, 0b01000000)),
      [2, 3, 1],
      Uint8Array.of(1, 0, 1, 0, 1, 0),
      1,
    ],
    [
      '4 bits',
      png(3, 1, [4, 0], Uint8Array.of(0, 0x1f, 0x80)),
      [1, 3, 1],
      Uint8Array.of(1, 15, 8),
      15,
    ],
    [
      '16 bits',
      png(2, 1, [16, 0], Uint8Array.of(0, 1, 0, 255, 255)),
      [1, 2, 1],
      Uint16Array.of(256, 65535),
      65535,
    ],
    [
      'rgb',
      png(1, 2, [8, 2], Uint8Array.of(0, 1, 2, 3, 0, 4, 5, 6)),
      [2, 1, 3],
      Uint8Array.of(1, 2, 3, 4, 5, 6),
      255,
    ],
    [
      'palette',
      png(3, 1, [2, 3], Uint8Array.of(0, 0b10000100), palette),
      [1, 3, 3],
      Uint8Array.of(7, 8, 9, 1, 2, 3, 4, 5, 6),
      255,
    ],
    [
      'opaque',
      png(2, 1, [8, 4], Uint8Array.of(0, 7, 255, 9, 255)),
      [1, 2, 1],
      Uint8Array.of(7, 9),
      255,
    ],
  ] as const)('%s is read', ([name, content, size, values, white]) => {
    const at = file(`kinds/${name}/a.png`, content);
    const opened = open(path.dirname(at));
    expect(opened.sizeOf(0)).toEqual(size);
    expect(opened.read(0)).toEqual({ size, values, white });
  });
  // alpha 51/255 = .2 of 100 on white: .2 100 + .8 255 = 224, on black 20
  test.for([
    ['grey and alpha', png(2, 1, [8, 4], Uint8Array.of(0, 100, 51, 9, 255)), [224, 9], [20, 9]],
    [
      'rgb and alpha',
      png(1, 1, [8, 6], Uint8Array.of(0, 100, 0, 255, 51)),
      [224, 204, 255],
      [20, 0, 51],
    ],
    ['a clear grey', png(2, 1, [8, 0], Uint8Array.of(0, 20, 21), key), [255, 21], [0, 21]],
    [
      'a clear entry',
      png(2, 1, [8, 3], Uint8Array.of(0, 0, 1), { ...palette, tRNS: Uint8Array.of(0) }),
      [255, 255, 255, 4, 5, 6],
      [0, 0, 0, 4, 5, 6],
    ],
  ] as const)(
    '%s is laid on a background, which has to be named',
    ([name, content, white, black]) => {
      const at = file(`clear/${name}/a.png`, content);
      const place = path.dirname(at);
      expect(Array.from(open(place, { background: 'white' }).read(0).values)).toEqual(white);
      expect(Array.from(open(place, { background: 'black' }).read(0).values)).toEqual(black);
      expect(() => open(place).read(0)).toThrow(
        `${at}: is transparent at [0, 0]; give background=white or background=black`,
      );
    },
  );

  const whole = grey(third);
  const flipped = Uint8Array.from(whole, (byte, i) => (i === 45 ? byte ^ 1 : byte));
  test.for([
    [
      'short',
      whole.subarray(0, whole.length - 9),
      'is cut short: expected a PNG that ends with an IEND chunk',
    ],
    ['head', whole.subarray(0, 20), 'is cut short'],
    ['text', new TextEncoder().encode('no picture'), 'is no PNG'],
  ] as const)('%s is refused before it is drawn', ([name, content, message]) => {
    file(`bad/${name}/a.png`, whole);
    const at = file(`bad/${name}/b.png`, content);
    expect(() => open(path.dirname(at))).toThrow(`${at}: ${message}`);
  });
  test('one that is cut short anywhere is refused before it is drawn', () => {
    for (let length = 0; length < whole.length; length++) {
      const at = file('bad/anywhere/a.png', whole.subarray(0, length));
      expect(() => open(path.dirname(at)), String(length)).toThrow(
        /a\.png: is .*; copy or download it again, or take it out of the folder$/,
      );
    }
  });
  test('one without its middle is told to end within a chunk', () => {
    const at = file(
      'bad/middle/a.png',
      Buffer.concat([whole.subarray(0, 50), whole.subarray(-12)]),
    );
    expect(() => open(path.dirname(at)).read(0)).toThrow(
      `${at}: is cut short or damaged: it ends within a chunk; copy or download it again`,
    );
  });
  test('a damaged one is named when it is drawn', () => {
    const at = file('bad/bit/a.png', flipped);
    const opened = open(path.dirname(at));
    expect(() => opened.read(0)).toThrow(`${at}: is cut short or damaged: `);
  });
  test('folders that say nothing clear are refused', () => {
    const text = file('texts/a.txt', 'a');
    expect(() => open(path.dirname(text))).toThrow('got a.txt');
    const jpeg = file('photos/a.jpg', 'a');
    file('photos/b.png', whole);
    expect(() => open(path.dirname(jpeg))).toThrow(`${jpeg}: expected images as PNG`);
    file('half/a/a.png', whole);
    const none = file('half/b/a.txt', 'a');
    expect(() => open(path.join(folder, 'half'))).toThrow(
      `${path.dirname(none)}: expected PNG files of the class b, got none`,
    );
    file('both/a.png', whole);
    file('both/b/a.png', whole);
    expect(() => open(path.join(folder, 'both'))).toThrow('both beside and in sub-folders');
    expect(() => open(path.dirname(file('dots/.keep', '')))).toThrow('the folder is empty');
    expect(() => open(path.join(folder, 'bad/bit/a.png'))).toThrow('is one image; give the folder');
    expect(() => open(path.join(folder, 'nowhere'))).toThrow('nowhere: there is no such file');
    expect(() => open(file('a.dat', 'anything'))).toThrow('a.dat: expected an IDX file');
  });
});

test('a place has images where it holds some', () => {
  expect(isImages(path.dirname(file('some/a.png', new Uint8Array())))).toBe(true);
  expect(isImages(path.join(folder, 'some/..', 'cifar10'))).toBe(true);
  expect(isImages(path.dirname(file('named/train-images-idx3-ubyte.gz', '')))).toBe(true);
  expect(isImages(path.dirname(file('source/main.py', '')))).toBe(false);
  expect(isImages(path.dirname(file('hidden/.a.png', '')))).toBe(false);
});

describe('the digest tells whether files changed', () => {
  const at = file('digest/a-idx3-ubyte', idx([count, 3, 4], data));
  const { digest } = open(at);
  test('not by where they lie, but by their content', () => {
    expect(open(file('elsewhere/a-idx3-ubyte', idx([count, 3, 4], data))).digest).toBe(digest);
    const other = data.slice();
    other[59] = 0;
    expect(open(file('changed/a-idx3-ubyte', idx([count, 3, 4], other))).digest).not.toBe(digest);
  });
  test('by one pixel of a PNG, and by its name', () => {
    const picture = (values: Uint8Array) =>
      encode({ width: 4, height: 3, channels: 1, depth: 8, data: values });
    const digestOf = (name: string, values: Uint8Array): string =>
      open(path.dirname(file(name, picture(values)))).digest;
    const first = digestOf('one/a.png', third);
    expect(digestOf('two/a.png', third)).toBe(first);
    expect(digestOf('three/b.png', third)).not.toBe(first);
    const changed = third.slice();
    changed[5] = 1;
    expect(digestOf('four/a.png', changed)).not.toBe(first);
  });
  test('of a large file by its end too', () => {
    const large = file('large/a-idx3-ubyte', idx([200, 1024, 1024], new Uint8Array()));
    truncateSync(large, 16 + 200 * 2 ** 20); // a hole, which takes no room on disk
    const first = open(large).digest;
    const end = openSync(large, 'r+');
    writeSync(end, Uint8Array.of(1), 0, 1, 16 + 200 * 2 ** 20 - 1);
    closeSync(end);
    expect(open(large).digest).not.toBe(first);
  });
});
