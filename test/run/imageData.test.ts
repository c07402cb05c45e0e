import { truncateSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { encode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { type Dataset, heldOutOf } from '../../src/data/index.ts';
import { keyOf } from '../../src/noise/index.ts';
import { held } from '../../src/run/images/held.ts';
import { runData } from '../../src/run/index.ts';
import { idx, npy, ramp, temporaryFolder } from '../io/imageFiles.ts';

const { folder, file } = temporaryFolder();
const key = keyOf('draw');
const grey = (width: number, height: number, data: Uint8Array): Uint8Array =>
  encode({ width, height, channels: 1, depth: 8, data });

/** 200 images of 2 x 2 that say their own number i in two pixels, of class i mod 7. */
const n = 200;
const values = Uint8Array.from(
  { length: 4 * n },
  (_, k) => [Math.floor(k / 4), 255, 0, 128][k % 4] ?? 0,
);
const mnist = file('mnist/train-images-idx3-ubyte', idx([n, 2, 2], values));
file(
  'mnist/train-labels-idx1-ubyte',
  idx(
    [n],
    Uint8Array.from({ length: n }, (_, i) => i % 7),
  ),
);

describe('what is given for data', () => {
  test('a path alone, of a file or a folder, and images(path=...) are the same data', async () => {
    const first = await runData(mnist);
    for (const text of [
      path.dirname(mnist),
      `images(path=${mnist})`,
      `images(path="${mnist}",size=0)`,
    ]) {
      const data = await runData(text);
      expect(data.hash).toBe(first.hash);
      expect(data.train.shape).toEqual([2, 2, 1]);
      expect(data.train.draw(key, { first: 3, count: 9 })).toEqual(
        first.train.draw(key, { first: 3, count: 9 }),
      );
    }
    expect(first.all.about).toBe('200 images of 2 x 2 x 1, IDX, 7 classes');
    expect((await runData(`images(flip=false,path=${mnist})`)).all.name).toBe(
      `images(path=${mnist})`,
    );
  });
  test('the hash differs with every setting that changes a value', async () => {
    const texts = [
      '',
      ',size=3',
      ',size=3,fit=stretch',
      ',colour=rgb',
      ',flip=true',
      ',low=0',
      ',high=2',
    ];
    const hashes = texts.map(async (more) => (await runData(`images(path=${mnist}${more})`)).hash);
    expect(new Set(await Promise.all(hashes)).size).toBe(texts.length);
    const { hash } = await runData(`images(path=${mnist},memory=7)`);
    expect(hash).toBe(await hashes[0]);
  });
  test('an array of numbers in two axes is points, in three images', async () => {
    const flat = file('flat.npy', npy([5, 12], '<f4', new Uint8Array(240)));
    expect((await runData(flat)).all.shape).toEqual([12]);
    const three = file('three.npy', npy([5, 3, 4], '<f4', new Uint8Array(240)));
    expect((await runData(three)).all.shape).toEqual([3, 4, 1]);
  });
  test.for([
    [`images(path=${mnist},sise=3)`, 'unknown option of images "sise"; did you mean "size"?'],
    ['images', 'images: needs path, a file or a folder, such as images(path=./pngs)'],
    [`images(path=${mnist},size=-1)`, 'images: size must be an integer of at least 0, got -1'],
    [`images(path=${mnist},fit=cut)`, 'images: fit must be one of crop, stretch; got "cut"'],
    [`images(path=${mnist},colour=red)`, 'images: colour must be one of own, grey, rgb; got "red"'],
    [
      `images(path=${mnist},background=red)`,
      'images: background must be one of none, black, white',
    ],
    [`images(path=${mnist},low=1)`, 'images: low must be below high, got 1 and 1'],
    [`images(path=${mnist},memory=0)`, 'images: memory must be in [1, 65536], got 0'],
    ['images(path=./nowhere.npz)', './nowhere.npz: there is no such file or folder'],
  ] as const)('%s is refused', async ([text, message]) => {
    await expect(runData(text)).rejects.toThrow(message);
  });
  test('a range with floats is refused, which are taken as they are', async () => {
    const at = file(
      'floats.npy',
      npy([1, 1, 2], '<f4', new Uint8Array(Float32Array.of(-3, 0.5).buffer)),
    );
    await expect(runData(`images(path=${at},low=0)`)).rejects.toThrow(
      `${at}: holds floats, which are taken as they are; leave out low and high`,
    );
    const { all } = await runData(at);
    expect(Array.from(all.draw(key, { first: 0, count: 1 }))).toEqual([-3, 0.5]);
  });
});

describe('values', () => {
  // a float32 of a value in [-1, 1] is within 2^-25 of it
  const close = (value: number): unknown => expect.closeTo(value, 7);
  const only = async (text: string): Promise<number[]> =>
    Array.from((await runData(text)).all.draw(key, { first: 0, count: 1 }));
  const one = file('one.npy', npy([1, 1, 2, 3], '|u1', Uint8Array.of(0, 51, 255, 102, 102, 102)));
  test('0..255 is -1..1, or low..high', async () => {
    expect(await only(one)).toEqual([-1, close(-0.6), 1, close(-0.2), close(-0.2), close(-0.2)]);
    const between = await only(`images(path=${one},low=0,high=10)`);
    expect(between).toEqual([0, 2, 10, 4, 4, 4]);
  });
  test('colours become grey, and images are cut to a square or stretched', async () => {
    const luma = (0.587 * 51 + 0.114 * 255) / 127.5 - 1;
    expect(await only(`images(path=${one},colour=grey)`)).toEqual([close(luma), close(-0.2)]);
    expect(await only(`images(path=${one},colour=grey,size=1)`)).toEqual([close(luma)]);
    const both = [close((luma - 0.2) / 2)];
    expect(await only(`images(path=${one},colour=grey,size=1,fit=stretch)`)).toEqual(both);
  });
  test('images of different size or colour need a setting, which is named', async () => {
    file('mixed/a.png', grey(4, 3, ramp(12)));
    const b = file('mixed/b.png', grey(5, 3, ramp(15)));
    const place = path.dirname(b);
    await expect(runData(place)).rejects.toThrow(
      `${b}: is 3 x 5, ${place}/a.png is 3 x 4; give size=16 or another for all`,
    );
    expect((await runData(`images(path=${place},size=2)`)).all.shape).toEqual([2, 2, 1]);
    const c = file(
      'colours/c.png',
      encode({ width: 2, height: 1, channels: 3, depth: 8, data: ramp(6) }),
    );
    file('colours/a.png', grey(2, 1, ramp(2)));
    await expect(runData(path.dirname(c))).rejects.toThrow(
      `${c}: is rgb, ${path.dirname(c)}/a.png is grey; give colour=grey or colour=rgb`,
    );
    expect((await runData(`images(path=${path.dirname(c)},colour=rgb)`)).all.shape).toEqual([
      1, 2, 3,
    ]);
  });
});

test('images that are held out are never trained on, and labels are those of the images', async () => {
  const { train, heldOut } = await runData(mnist);
  const count = 8000;
  const seen = (set: Dataset): Set<number> => {
    const x = set.draw(key, { first: 0, count });
    const labels = set.labels?.draw(key, { first: 0, count });
    return new Set(
      Array.from({ length: count }, (_, r) => {
        const i = Math.round(((x[4 * r] as number) + 1) * 127.5);
        expect(labels?.[r]).toBe(i % 7);
        return i;
      }),
    );
  };
  const [inTrain, inHeldOut] = [seen(train), seen(heldOut)];
  for (const i of inHeldOut) expect(inTrain.has(i)).toBe(false);
  // one of at most 200 is missed by 8,000 draws with probability e^-40
  expect(inTrain.size + inHeldOut.size).toBe(n);
  expect(Array.from(inHeldOut).sort((a, b) => a - b)).toEqual(
    Array.from(heldOutOf(n, keyOf('held out')).heldOut),
  );
});

describe('memory is bounded', () => {
  test('what is held ends at the limit, and what is not held is read again', () => {
    let reads = 0;
    const read = held(100, (i) => {
      reads++;
      return Float32Array.of(i, i, i, i, i); // 20 bytes
    });
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 50; i++) expect(read(i)[4]).toBe(i);
    }
    expect(reads).toBe(50 + 2 * 45);
  });

  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  /** Bytes of arrays and buffers that are alive. */
  const alive = (): number => {
    collect();
    collect(); // what the first found is freed while the program runs on

    return process.memoryUsage().arrayBuffers;
  };
  /** The most bytes that were alive after some draws. */
  const most = (set: Dataset, draws: number, count: number): number =>
    Math.max(
      ...Array.from({ length: draws }, (_, k) => {
        set.draw(key, { first: k * count, count });
        return alive();
      }),
    );

  test('a file of 2 GiB is drawn from within 8 MiB', async () => {
    const large = file('large.npy', npy([2 ** 19, 64, 64], '|u1', new Uint8Array()));
    truncateSync(large, 128 + 2 ** 31); // a hole, which takes no room on disk
    const before = alive();
    const { all, train, heldOut } = await runData(`images(path=${large},memory=1)`);
    // the numbers of all images, and again of both parts, in four bytes each: 4 MiB
    expect(most(train, 20, 16) - before).toBeLessThan(2 ** 23);
    expect(heldOut.draw(key, { first: 0, count: 1 })).toEqual(new Float64Array(4096).fill(-1));
    expect(all.about).toBe('524288 images of 64 x 64 x 1, NPY');
  });
  test('a folder that decodes to twenty times the limit is drawn from within twice the limit', async () => {
    const picture = grey(128, 128, new Uint8Array(128 * 128).fill(255));
    for (let i = 0; i < 320; i++) file(`many/${i}.png`, picture);
    const before = alive();
    const { train } = await runData(`images(path=${path.join(folder, 'many')},memory=1)`);
    expect(most(train, 20, 16) - before).toBeLessThan(2 ** 21);
    expect(train.draw(key, { first: 0, count: 1 })).toEqual(new Float64Array(2 ** 14).fill(1));
  });
});
