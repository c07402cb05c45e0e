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
