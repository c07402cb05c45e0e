import { InputError, requireInteger } from '../src/errors/index.ts';

/** @throws InputError unless samples are images */
export function requireImages(what: string, shape: readonly number[]): void {
  if (shape.length === 3) return;
  throw new InputError(
    `${what}: expected images of shape [height, width, channels], got samples of shape [${shape.join(', ')}]`,
  );
}

/** @throws InputError unless an image can be halved from level to level */
export function requireHalved(
  what: string,
  [height = 0, width = 0]: readonly number[],
  levels: number,
): void {
  const by = 2 ** (levels - 1);
  if (height % by === 0 && width % by === 0) return;
  throw new InputError(
    `${what}: ${levels} levels halve the image ${levels - 1} times, so height and width must be multiples of ${by}, got ${height} x ${width}; use fewer levels or resize`,
  );
}

/**
 * Which levels have attention, of an image that is halved from one to the next.
 *
 * @param at heights of the image at which there is attention
 * @throws InputError if there is no level of one of these heights
 */
export function requireLevels(
  what: string,
  at: readonly number[],
  height: number,
  levels: number,
): boolean[] {
  const heights = Array.from({ length: levels }, (_, level) => height / 2 ** level);
  const wrong = at.find((size) => !heights.includes(size));
  if (wrong !== undefined) {
    throw new InputError(
      `${what}: attention must be at heights of the levels, ${heights.join(', ')}; got ${wrong}`,
    );
  }
  return heights.map((size) => at.includes(size));
}

/** @throws InputError unless groups and the size of a head divide the channels of every level */
export function requireDivisors(
  what: string,
  channels: readonly number[],
  { groups, headSize }: { readonly groups: number; readonly headSize: number },
): void {
  for (const [name, by] of Object.entries({ groups, headSize })) {
    const wrong = by === 0 ? undefined : channels.find((count) => count % by !== 0);
    if (wrong === undefined) continue;
    throw new InputError(
      `${what}: ${name} must divide every level's channels, got ${by} for ${wrong}`,
    );
  }
}

/** @throws InputError unless the share that is dropped leaves something */
export function requireDropout(what: string, rate: number): void {
  if (rate >= 0 && rate < 1) return;
  throw new InputError(`${what}: dropout must be in [0, 1), got ${rate}`);
}

/** Sizes of a network of images on levels of half the size each. */
export interface LevelSizes {
  readonly shape: readonly number[];
  readonly channels: readonly number[];
  readonly blocks: number;
  readonly groups: number;
  readonly headSize: number;
  readonly dropout: number;
}

/** @throws InputError unless samples are images that can be halved often enough, and sizes are positive integers */
export function requireSizes(what: string, sizes: LevelSizes): void {
  const { shape, channels, blocks, groups, headSize, dropout } = sizes;
  requireImages(what, shape);
  for (const n of [...shape, ...channels, blocks, groups]) requireInteger(`${what}: every size`, n);
  requireInteger(`${what}: headSize`, headSize, 0);
  requireDropout(what, dropout);
  if (channels.length === 0) throw new InputError(`${what}: channels must name at least one level`);
  requireHalved(what, shape, channels.length);
}
