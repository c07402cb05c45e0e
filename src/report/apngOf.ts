import { InputError, requireInteger } from '../errors/index.ts';
import type { Raster } from './imageGrid.ts';
import { chunksOf, type PngChunk, pngFrom } from './pngChunks.ts';
import { pngOf } from './pngOf.ts';

/** A picture of an animation. */
export interface Frame {
  readonly raster: Raster;
  /** How long it is shown: a millisecond to 65.535 seconds, rounded to milliseconds. */
  readonly seconds: number;
}

/** How an animation is played. */
export interface AnimationOptions {
  /** How often; 0, without end, by default. */
  readonly plays?: number;
}

/** Integers one after another, most significant byte first: each its bytes and its value. */
function integers(...given: readonly (readonly [bytes: 1 | 2 | 4, value: number])[]): Uint8Array {
  const out = new Uint8Array(given.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of given) {
    for (let i = 0; i < bytes; i++) out[at + i] = value >>> (8 * (bytes - 1 - i));
    at += bytes;
  }
  return out;
}

function requireFrames(frames: readonly Frame[]): void {
  const first = frames[0]?.raster;
  if (first === undefined) throw new InputError('apngOf: an animation needs a frame, got none');
  const size = ({ width, height, channels }: Raster): string => `${width}x${height}x${channels}`;
  for (const [i, { raster, seconds }] of frames.entries()) {
    if (size(raster) !== size(first)) {
      throw new InputError(
        `apngOf: frames must be of one size, got ${size(raster)} at ${i}, ${size(first)} before it`,
      );
    }
    const ms = Math.round(1000 * seconds);
    if (!(ms >= 1 && ms <= 65535)) {
      throw new InputError(
        `apngOf: a frame is shown for 0.001 to 65.535 seconds, got ${seconds} at ${i}`,
      );
    }
  }
}

/**
 * An animation as the bytes of an APNG file. What knows no animations takes it for a PNG of the last frame, which is the picture
 * in front of the animation and no part of it.
 *
 * @throws InputError if there is no frame, sizes differ, or a frame is shown for too short or too long
 * @see W3C, Portable Network Graphics Specification (third edition), 11.3.6: acTL, fcTL, fdAT
 */
export async function apngOf(
  frames: readonly Frame[],
  { plays = 0 }: AnimationOptions = {},
): Promise<Uint8Array> {
  requireFrames(frames);
  requireInteger('apngOf: plays', plays, 0);
  const stills: (readonly PngChunk[])[] = [];
  for (const { raster } of frames) stills.push(chunksOf(await pngOf(raster)));
  const named = (chunks: readonly PngChunk[] | undefined, type: string): readonly PngChunk[] =>
    chunks?.filter((chunk) => chunk.type === type) ?? [];
  // chunks of control and of data are numbered together, in the order of the file
  let number = 0;
  const animation = frames.flatMap(({ raster: { width, height }, seconds }, i): PngChunk[] => {
    const [left, top, dispose, blend] = [0, 0, 0, 0]; // each frame is whole and replaces the one before
    const control = integers(
      ...([
        [4, number++],
        [4, width],
        [4, height],
        [4, left],
        [4, top],
      ] as const),
      ...([
        [2, Math.round(1000 * seconds)],
        [2, 1000],
        [1, dispose],
        [1, blend],
      ] as const),
    );
    const pixels = named(stills[i], 'IDAT').map(({ data }): PngChunk => {
      const numbered = new Uint8Array(4 + data.length);
      numbered.set(integers([4, number++]));
      numbered.set(data, 4);
      return { type: 'fdAT', data: numbered };
    });
    return [{ type: 'fcTL', data: control }, ...pixels];
  });
  const last = stills.at(-1);
  return pngFrom([
    ...named(last, 'IHDR'),
    { type: 'acTL', data: integers([4, frames.length], [4, plays]) },
    ...named(last, 'IDAT'),
    ...animation,
    { type: 'IEND', data: new Uint8Array() },
  ]);
}
