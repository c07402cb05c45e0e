/** Numbers that a tensor of a file is held in; half precision is read as float32. */
export type TensorData = Float32Array | Float64Array | Int32Array | Uint8Array;

/** A tensor of a file, flat, the last axis fastest. */
export interface FileTensor {
  readonly shape: readonly number[];
  readonly data: TensorData;
}

/** What a safetensors file holds: tensors by name, and texts by name. */
export interface Safetensors {
  readonly tensors: Readonly<Record<string, FileTensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Bytes of one number by the format's name of its type. */
export const widths: Readonly<Record<string, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I32: 4,
  U8: 1,
};

/** The length of the header that stands at the beginning of a file, in bytes. */
export const lengthBytes = 8;

/** Elements of a shape. */
export function elementsOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}
