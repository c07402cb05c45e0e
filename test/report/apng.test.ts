import fc from 'fast-check';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { apngOf, type Frame, type Raster } from '../../src/report/index.ts';
import { chunksIn, still } from './chunks.ts';

/** Frames of one size, grey or in colour, each shown for some time. */
const animations: fc.Arbitrary<readonly Frame[]> = fc
  .tuple(
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1, max: 9 }),
    fc.constantFrom(1 as const, 3 as const),
  )
  .chain(([width, height, channels]) => {
    const length = width * height * channels;
    const raster = fc
      .uint8Array({ minLength: length, maxLength: length })
      .map((data): Raster => ({ width, height, channels, data }));
    const ms = fc.integer({ min: 1, max: 65535 });
    const frame = fc.record({ raster, seconds: ms.map((t) => t / 1000) });
    return fc.array(frame, { minLength: 1, maxLength: 5 });
  });

const dot = (value: number, width = 1): Raster => ({
  ...{ width, height: 1, channels: 1 as const },
  data: new Uint8Array(width).fill(value),
});

describe('an animation, chunk by chunk', () => {
  test('is the last frame as a picture, then every frame behind its control, numbered in one row', async () => {
    await fc.assert(
      fc.asyncProperty(animations, fc.nat({ max: 2 ** 31 - 1 }), async (frames, plays) => {
        const chunks = chunksIn(await apngOf(frames, { plays }));
        expect(chunks.map(({ type }) => type)).toEqual([
          ...['IHDR', 'acTL', 'IDAT', ...frames.flatMap(() => ['fcTL', 'fdAT']), 'IEND'],
        ]);
        const control = chunks[1]?.data;
        expect(control).toHaveLength(8);
        expect([control?.readUInt32BE(0), control?.readUInt32BE(4)]).toEqual([
          frames.length,
          plays,
        ]);
        const numbered = chunks.filter(({ type }) => type === 'fcTL' || type === 'fdAT');
        expect(numbered.map(({ data }) => data.readUInt32BE(0))).toEqual([...numbered.keys()]);
        const controls = chunks.filter(({ type }) => type === 'fcTL');
        for (const [i, { data }] of controls.entries()) {
          const { raster, seconds } = frames[i] as Frame;
          expect(data).toHaveLength(26);
          // width, height, and the place of its corner
          expect([4, 8, 12, 16].map((at) => data.readUInt32BE(at))).toEqual([
            ...[raster.width, raster.height, 0, 0],
          ]);
          expect(data.readUInt16BE(20) / data.readUInt16BE(22)).toBe(seconds);
          // nothing is disposed of, nothing blended: each frame is whole
          expect([data[24], data[25]]).toEqual([0, 0]);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('holds the pixels it was given: of each frame, and of the last one for what plays nothing', async () => {
    await fc.assert(
      fc.asyncProperty(animations, async (frames) => {
        const bytes = await apngOf(frames);
        const chunks = chunksIn(bytes);
        const pictures = frames.map((_, i) => decode(still(chunks, i), { checkCrc: true }));
        for (const [i, picture] of [...pictures, decode(bytes, { checkCrc: true })].entries()) {
          const { raster } = (frames[i] ?? frames.at(-1)) as Frame;
          expect([picture.width, picture.height, picture.channels]).toEqual([
            ...[raster.width, raster.height, raster.channels],
          ]);
          expect([...picture.data]).toEqual([...raster.data]);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('plays without end unless told otherwise', async () => {
    const control = chunksIn(await apngOf([{ raster: dot(1), seconds: 1 }]))[1]?.data;
    expect(control?.readUInt32BE(4)).toBe(0);
  });
});

test.each([
  [[], 'needs a frame, got none'],
  [[dot(1), dot(2, 3)], 'frames must be of one size, got 3x1x1 at 1, 1x1x1 before it'],
])('frames %j are refused', async (rasters, message) => {
  await expect(apngOf(rasters.map((raster) => ({ raster, seconds: 1 })))).rejects.toThrow(message);
});

test.each([0, 0.0004, 66, -1, Number.NaN, Infinity])('%d seconds are refused', async (seconds) => {
  await expect(apngOf([{ raster: dot(1), seconds }])).rejects.toThrow(
    `shown for 0.001 to 65.535 seconds, got ${seconds} at 0`,
  );
});
