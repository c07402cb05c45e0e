/**
 * Images that a network with convolutions computes at a time where a row's last bits depend on their number: see
 * {@link Network.block}. About 16384 pixels, so that what calling operations costs does not outweigh small images, in powers of two
 * from 4 to 256: one image is as dear as all of them.
 *
 * @param shape of one image: [height, width, channels]
 */
export function imagesAtOnce([height = 1, width = 1]: readonly number[]): number {
  const fitting = 2 ** Math.floor(Math.log2(16384 / (height * width)));
  return Math.min(Math.max(fitting, 4), 256);
}
