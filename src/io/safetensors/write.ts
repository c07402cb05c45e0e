import { elementsOf, type FileTensor, lengthBytes, type Safetensors } from './format.ts';

function typeOf({ data }: FileTensor): string {
  if (data instanceof Float64Array) return 'F64';
  if (data instanceof Float32Array) return 'F32';
  return data instanceof Int32Array ? 'I32' : 'U8';
}

/**
 * The bytes of a safetensors file: the length of the header in 8 bytes, the header as JSON filled up with blanks to a multiple
 * of 8, the numbers of every tensor one after another; little-endian, as all machines are that run this.
 *
 * @see https://github.com/huggingface/safetensors#format
 */
export function writeSafetensors({ tensors, metadata }: Safetensors): Uint8Array {
  // the widest numbers first, so that every tensor is aligned
  const entries = Object.entries(tensors).sort(
    ([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT,
  );
  let end = 0;
  const described = entries.map(([name, tensor]) => {
    const { shape, data } = tensor;
    if (elementsOf(shape) !== data.length) {
      throw new Error(`safetensors: ${name} of shape [${shape}] has ${data.length} numbers`);
    }
    const begin = end;
    end += data.byteLength;
    return [name, { dtype: typeOf(tensor), shape, data_offsets: [begin, end] }] as const;
  });
  const json = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(described) });
  const text = new TextEncoder().encode(json);
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(lengthBytes + length + end).fill(0x20, 0, lengthBytes + length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, lengthBytes);
  let at = lengthBytes + length;
  for (const [, { data }] of entries) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}
