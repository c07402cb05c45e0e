import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, gzipSync } from 'node:zlib';
import { encode } from 'fast-png';
import { beforeAll, describe, expect, test } from 'vitest';
import { idx, ramp, temporaryFolder } from '../io/imageFiles.ts';
import { told } from './collected.ts';

const { folder, file } = temporaryFolder();
const place = (name: string): string => path.join(folder, name);

const images = 'train-images-idx3-ubyte';
/** 24 images of a side, with labels of four classes where asked. */
function pictures(name: string, side: number, isLabelled = false): string {
  const at = file(`${name}/${images}`, idx([24, side, side], ramp(24 * side * side)));
  const labels = Uint8Array.from({ length: 24 }, (_, i) => i % 4);
  if (isLabelled) file(`${name}/train-labels-idx1-ubyte`, idx([24], labels));
  return path.dirname(at);
}
const grey = (width: number, height: number): Uint8Array =>
  encode({ width, height, channels: 1, depth: 8, data: ramp(width * height) });

const unet = (more = ''): string => `unet(channels=4-4-4,groups=2,headSize=0${more})`;
const few = ['--steps', '2', '--batch', '4', '--backend', 'wasm', '--quiet'];
const trained = (data: string, model: string, out: string, ...more: string[]) =>
  told('train', '--data', data, '--model', model, ...few, '--out', out, ...more);

describe('training on what does not fit', () => {
  const refused: readonly (readonly [string, () => string, string, string])[] = [
    [
      'images that cannot be halved',
      () => pictures('odd', 10),
      unet(),
      'odd: unet: 3 levels halve the image 2 times, so height and width must be multiples of 4, got 10 x 10; use fewer levels or resize',
    ],
    [
      'points',
      () => 'moons',
      unet(),
      'moons: unet: expected images of shape [height, width, channels], got samples of shape [2]',
    ],
    [
      'images without labels, for classes',
      () => pictures('bare', 8),
      unet(',condition=class'),
      'bare: unet: condition=class needs data with labels; use glyphs, images in folders of their class, or condition=none',
    ],
    [
      'images without captions',
      () => pictures('mute', 8, true),
      unet(',condition=caption'),
      'mute has none; use data with captions such as glyphs',
    ],
    [
      'a packed file that is cut short',
      () => file(`cut/${images}.gz`, gzipSync(idx([24, 8, 8], ramp(24 * 64))).subarray(0, -9)),
      unet(),
      'is cut short or damaged: gzip: unexpected end of file; copy or download it again',
    ],
    [
      'images of two sizes',
      () => {
        file('mixed/a.png', grey(8, 8));
        return path.dirname(file('mixed/b.png', grey(12, 8)));
      },
      unet(),
      'mixed/a.png is 8 x 8; give size=16 or another for all',
    ],
    [
      'a file that is not there, of any ending',
      () => place('none.xyz'),
      unet(),
      'none.xyz: there is no such file or folder',
    ],
    [
      'a folder without images',
      () => path.dirname(file('notes/a.txt', 'a')),
      unet(),
      'notes: expected PNG files, data_batch_*.bin, train.bin or train-images-idx3-ubyte, got a.txt; give the folder of the images',
    ],
  ];
  test.for(refused)(
    '%s is refused in one line, and nothing is written',
    async ([_, data, model, message]) => {
      const out = place('refused');
      const { code, err } = await trained(data(), model, out);
      expect(err).toContain(message);
      expect([code, err.split('\n').length, existsSync(out)]).toEqual([2, 2, false]);
    },
  );

  test('an image whose damage shows in training leaves no run behind', async () => {
    for (let i = 0; i < 20; i++) file(`later/${i}.png`, grey(8, 8));
    const whole = Buffer.from(grey(8, 8));
    // its two ends are those of a PNG
    const bad = file('later/5.png', Buffer.concat([whole.subarray(0, 50), whole.subarray(-12)]));
    const out = place('later-run');
    const { code, err } = await trained(path.dirname(bad), unet(), out, '--batch', '64');
    expect(err).toBe(
      `tfjs-sde: ${bad}: is cut short or damaged: it ends within a chunk; copy or download it again, or take it out of the folder\n`,
    );
    expect([code, readdirSync(out)]).toEqual([2, []]);
  });

  test('a run that stands is not taken back', async () => {
    const out = place('stands');
    const data = pictures('standing', 8);
    expect((await trained(data, unet(), out)).code).toBe(0);
    const { code, err } = await trained(data, unet(), out);
    expect([code, err]).toEqual([
      2,
      `tfjs-sde: ${out}: holds a run at step 2; give --resume to go on, or another --out\n`,
    ]);
    expect(existsSync(path.join(out, 'config.json'))).toBe(true);
    const asData = await trained(out, unet(), place('refused'));
    expect(asData.err).toContain(`${out}: is a run folder, expected data`);
    expect(existsSync(place('refused'))).toBe(false);
  });
});

describe('sampling what a run cannot give', () => {
  const [plain, classes] = [place('plain'), place('classes')];
  beforeAll(async () => {
    writeFileSync(place('captions.txt'), 'a seven\r\nan A');
    writeFileSync(place('blank.txt'), '\n');
    writeFileSync(place('gap.txt'), 'a seven\n\nan A\n');
    const data = pictures('labelled', 8, true);
    const codes = [
      await trained(data, unet(), plain),
      await trained(data, unet(',condition=class'), classes),
    ].map(({ code, err }) => [code, err]);
    expect(codes).toEqual([
      [0, ''],
      [0, ''],
    ]);
  });
  const sampled = (from: string, ...args: string[]) => {
    const out = ['--backend', 'wasm', '--quiet', '--out', place('x.npy')];
    return told('sample', from, '-n', '2', '--steps', '2', ...out, ...args);
  };

  test.for([
    ['plain', ['--guidance', '3'], '--guidance: the network of ', 'has no condition; leave it out'],
    ['plain', ['--class', '1'], '--class: the network of ', 'has no condition; leave it out'],
    ['plain', ['--text', 'a seven'], '--text: the network of ', 'has no condition; leave it out'],
    [
      'classes',
      ['--guidance', '3'],
      '--guidance: ',
      'needs something to be guided to; give --class',
    ],
    ['plain', ['--captions', place('none.txt')], `${place('none.txt')}: `, 'there is no such file'],
    [
      'plain',
      ['--captions', place('blank.txt')],
      `${place('blank.txt')}: is empty`,
      'a caption on each line',
    ],
    [
      'plain',
      ['--captions', place('gap.txt')],
      `${place('gap.txt')}: line 2 is empty`,
      'a caption on',
    ],
    ['plain', ['--captions', place('captions.txt')], '--captions: the network of ', 'no condition'],
    ['classes', ['--class', '4'], '--class: ', 'has 4 classes, 0 to 3; unknown class "4"'],
    ['classes', ['--class', '1', '--guidance', '-1'], '--guidance must be ', 'at least 0'],
  ] as const)(
    '%s with %j is refused in one line, and nothing is written',
    async ([name, args, begins, message]) => {
      const { code, err } = await sampled(place(name), ...args);
      expect(err).toContain(`tfjs-sde: ${begins}`);
      expect(err).toContain(message);
      expect([code, err.split('\n').length, existsSync(place('x.npy'))]).toEqual([2, 2, false]);
    },
  );

  test('a class of the run is drawn', async () => {
    const { code, err } = await sampled(classes, '--class', '3', '--out', place('y.npy'));
    expect([code, err, existsSync(place('y.npy'))]).toEqual([0, '', true]);
  });

  test.for([4, 100, 3000, -1])(
    'a checkpoint cut at byte %i is named, with what to do',
    async (at) => {
      const whole = path.join(classes, 'checkpoints/00000002.safetensors');
      const bytes = readFileSync(whole);
      writeFileSync(whole, bytes.subarray(0, at));
      const { code, err } = await sampled(classes);
      writeFileSync(whole, bytes);
      expect(err).toMatch(
        /00000002\.safetensors: is damaged or no safetensors file: .*; train again in another folder\n$/,
      );
      expect([code, err.split('\n').length, existsSync(place('x.npy'))]).toEqual([2, 2, false]);
      expect(crc32(readFileSync(whole))).toBe(crc32(bytes));
    },
  );
});
