import {
  elementsOf,
  type FileTensor,
  lengthBytes,
  type Safetensors,
  type TensorData,
} from './format.ts';
import { toHalf } from './half.ts';

/** What a tensor is called in a file, and its numbers as they stand there. */
interface Stored {
  readonly dtype: string;
  readonly numbers: TensorData | Uint16Array;
}

function stored({ data }: FileTensor, half: boolean): Stored {
  if (data instanceof Float64Array) return { dtype: 'F64', numbers: data };
  if (data instanceof Float32Array) {
    return half ? { dtype: 'F16', numbers: toHalf(data) } : { dtype: 'F32', numbers: data };
  }
  return { dtype: data instanceof Int32Array ? 'I32' : 'U8', numbers: data };
}

/**
 * The bytes of a safetensors file: the length of the header in 8 bytes, the header as JSON filled up with blanks to a multiple
 * of 8, the numbers of every tensor one after another; little-endian, as all machines are that run this.
 *
 * @param options.half whether float32 numbers are rounded to half precision
 * @see https://github.com/huggingface/safetensors#format
 */
export function writeSafetensors(
  { tensors, metadata }: Safetensors,
  { half = false }: { half?: boolean } = {},
): Uint8Array {
  // the widest numbers first, so that every tensor is aligned
  const entries = Object.entries(tensors)
    .map(([name, tensor]) => ({ name, shape: tensor.shape, ...stored(tensor, half) }))
    .sort((a, b) => b.numbers.BYTES_PER_ELEMENT - a.numbers.BYTES_PER_ELEMENT);
  let end = 0;
  const described = entries.map(({ name, shape, dtype, numbers }) => {
    if (elementsOf(shape) !== numbers.length) {
      throw new Error(`safetensors: ${name} of shape [${shape}] has ${numbers.length} numbers`);
    }
    const begin = end;
    end += numbers.byteLength;
    return [name, { dtype, shape, data_offsets: [begin, end] }] as const;
  });
  const json = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(described) });
  const text = new TextEncoder().encode(json);
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(lengthBytes + length + end).fill(0x20, 0, lengthBytes + length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, lengthBytes);
  let at = lengthBytes + length;
  for (const { numbers } of entries) {
    bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), at);
    at += numbers.byteLength;
  }
  return bytes;
}
