/** Numbers in half precision (IEEE 754 binary16) as float32: exact. */
export function fromHalf(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, (h) => {
    const sign = h & 0x8000 ? -1 : 1;
    const exponent = (h >> 10) & 0x1f;
    const fraction = h & 0x3ff;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}

/** Numbers in bfloat16, the upper half of a float32, as float32: exact. */
export function fromBfloat(bits: Uint16Array): Float32Array {
  const words = Uint32Array.from(bits, (b) => b << 16);
  return new Float32Array(words.buffer);
}

/** The number of one float32 nearest to x in half precision, ties to the even one; beyond 65504 infinity. */
function halfOf(x: number): number {
  const sign = x < 0 || Object.is(x, -0) ? 0x8000 : 0;
  const size = Math.abs(x);
  if (Number.isNaN(x)) return 0x7e00;
  if (size >= 65520) return sign | 0x7c00;
  // numbers of one exponent, subnormal ones of the lowest, are multiples of this
  const exponent = Math.max(Math.floor(Math.log2(size)), -14);
  const unit = 2 ** (exponent - 10);
  const [below, rest] = [Math.floor(size / unit), (size / unit) % 1];
  const isUp = rest > 0.5 || (rest === 0.5 && below % 2 === 1);
  // a fraction that is rounded up to the next power of two carries into the exponent
  return sign | (((exponent + 14) << 10) + below + (isUp ? 1 : 0));
}

/** The nearest numbers in half precision. */
export function toHalf(values: Float32Array): Uint16Array {
  return Uint16Array.from(values, halfOf);
}
