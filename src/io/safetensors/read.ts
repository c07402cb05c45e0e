import { z } from 'zod';
import { InputError } from '../../errors/index.ts';
import {
  elementsOf,
  type FileTensor,
  lengthBytes,
  type Safetensors,
  type TensorData,
  widths,
} from './format.ts';
import { fromBfloat, fromHalf } from './half.ts';

const count = z.int().nonnegative();
const entry = z.object({
  dtype: z.string(),
  shape: z.array(count),
  data_offsets: z.tuple([count, count]),
});
const header = z.record(z.string(), z.unknown());
const texts = z.record(z.string(), z.string());

function numbersOf(dtype: string, bytes: Uint8Array): TensorData {
  const { buffer } = new Uint8Array(bytes); // a copy is aligned, and does not keep the whole file alive
  if (dtype === 'F64') return new Float64Array(buffer);
  if (dtype === 'F32') return new Float32Array(buffer);
  if (dtype === 'I32') return new Int32Array(buffer);
  if (dtype === 'F16') return fromHalf(new Uint16Array(buffer));
  if (dtype === 'BF16') return fromBfloat(new Uint16Array(buffer));
  return new Uint8Array(buffer);
}

/**
 * Reads the bytes of a safetensors file; numbers in half precision become float32.
 *
 * @param name the file's, for messages
 * @throws InputError if the bytes are cut short or are no such file, or a tensor has a type that is not known
 * @see https://github.com/huggingface/safetensors#format
 */
export function readSafetensors(name: string, bytes: Uint8Array): Safetensors {
  const damaged = (why: string): InputError =>
    new InputError(`${name}: is damaged or no safetensors file: ${why}`);
  if (bytes.length < lengthBytes) {
    throw damaged(`expected at least ${lengthBytes} bytes, got ${bytes.length}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  const start = lengthBytes + length;
  if (start > bytes.length) {
    throw damaged(
      `expected a header of ${length} bytes behind the first ${lengthBytes}, the file has ${bytes.length}`,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes.subarray(lengthBytes, start)));
  } catch {
    throw damaged('its header is not JSON');
  }
  const parsed = header.safeParse(json);
  if (!parsed.success) throw damaged('its header is not an object');
  const { __metadata__: notes = {}, ...described } = parsed.data;
  const metadata = texts.safeParse(notes);
  if (!metadata.success) throw damaged('__metadata__ must hold texts');
  const tensors: Record<string, FileTensor> = {};
  let covered = 0;
  for (const [tensor, value] of Object.entries(described)) {
    const read = entry.safeParse(value);
    if (!read.success) throw damaged(`tensor ${tensor} is not described as one`);
    const { dtype, shape, data_offsets: offsets } = read.data;
    const [begin, end] = offsets;
    const width = widths[dtype];
    if (width === undefined) {
      throw new InputError(
        `${name}: tensor ${tensor} is of type ${dtype}; known are ${Object.keys(widths).join(', ')}`,
      );
    }
    if (end - begin !== width * elementsOf(shape)) {
      throw damaged(
        `tensor ${tensor} of shape [${shape}] and type ${dtype} has ${end - begin} bytes, expected ${width * elementsOf(shape)}`,
      );
    }
    if (start + end > bytes.length) {
      throw damaged(`tensor ${tensor} ends at byte ${start + end}, the file at ${bytes.length}`);
    }
    covered += end - begin;
    tensors[tensor] = { shape, data: numbersOf(dtype, bytes.subarray(start + begin, start + end)) };
  }
  if (start + covered !== bytes.length) {
    throw damaged(
      `its tensors have ${covered} bytes, after the header stand ${bytes.length - start}`,
    );
  }
  return { tensors, metadata: metadata.data };
}
