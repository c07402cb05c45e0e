/**
 * Pixels in grey or in red, green and blue: grey is the luma .299 R + .587 G + .114 B, colours of grey are three times itself.
 *
 * @param values [pixels, channels], flat
 * @param channels 1 or 3
 * @param to 1 or 3
 * @returns [pixels, to], flat
 * @see ITU-R BT.601-7 (2011), 2.5.1
 */
export function coloured(values: Float64Array, channels: number, to: number): Float64Array {
  if (channels === to) return values;
  if (to === 3) {
    return Float64Array.from(
      { length: 3 * values.length },
      (_, i) => values[Math.floor(i / 3)] as number,
    );
  }
  return Float64Array.from({ length: values.length / 3 }, (_, i) => {
    const [red = 0, green = 0, blue = 0] = values.subarray(3 * i, 3 * i + 3);
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  });
}
