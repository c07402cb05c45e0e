/**
 * Keeps what was read, up to a number of bytes. What came first stays: images are drawn evenly, so that any others would be
 * hit as often, and nothing has to be dropped.
 *
 * @param bytes held at most
 * @param read the values of image i, not changed after
 */
export function held(
  bytes: number,
  read: (i: number) => Float32Array,
): (i: number) => Float32Array {
  const kept = new Map<number, Float32Array>();
  let used = 0;
  return (i) => {
    const known = kept.get(i);
    if (known !== undefined) return known;
    const values = read(i);
    if (used + values.byteLength <= bytes) {
      kept.set(i, values);
      used += values.byteLength;
    }
    return values;
  };
}
