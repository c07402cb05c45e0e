import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../../errors/index.ts';
import { again } from '../again.ts';
import { type Bytes, openBytes } from './bytes.ts';
import { digestOf } from './digest.ts';
import type { ImageFiles, Opening, Size } from './images.ts';

const size: Size = [32, 32, 3];
const plane = 32 * 32;

/** A kind of batch: the largest value of each byte of labels before an image, the last of which is its class. */
interface Kind {
  readonly format: string;
  readonly largest: readonly number[];
  /** The file beside the batches that names the classes, one a line. */
  readonly names: string;
}
const kinds: readonly Kind[] = [
  { format: 'CIFAR-10', largest: [9], names: 'batches.meta.txt' },
  { format: 'CIFAR-100', largest: [19, 99], names: 'fine_label_names.txt' },
];
const recordOf = ({ largest }: Kind): number => largest.length + 3 * plane;

/** The labels of a batch, or nothing if it is not of this kind. */
function labelsOf(bytes: Bytes, kind: Kind): Int32Array | undefined {
  const record = recordOf(kind);
  if (bytes.length === 0 || bytes.length % record !== 0) return undefined;
  const labels = new Int32Array(bytes.length / record);
  for (let i = 0; i < labels.length; i++) {
    const head = bytes.read(i * record, kind.largest.length);
    if (kind.largest.some((largest, k) => (head[k] as number) > largest)) return undefined;
    labels[i] = head[kind.largest.length - 1] as number;
  }
  return labels;
}

/** What is wrong with a file that is a batch of no kind. */
function noBatch(file: string, bytes: Bytes): InputError {
  const records = kinds.map((kind) => `${recordOf(kind)} bytes (${kind.format})`).join(' or ');
  const isWhole = bytes.length > 0 && kinds.some((kind) => bytes.length % recordOf(kind) === 0);
  return new InputError(
    isWhole
      ? `${file}: is damaged or no CIFAR batch: expected records of ${records} that begin with labels up to ${kinds.map(({ largest }) => largest.join(' and ')).join(', or ')}; ${again}`
      : `${file}: is cut short or no CIFAR batch: expected records of ${records}, got ${bytes.length} bytes; ${again}`,
  );
}

function namesBeside(file: string, { largest, names }: Kind): readonly string[] {
  const count = (largest.at(-1) ?? 0) + 1;
  const usual = Array.from({ length: count }, (_, n) => String(n));
  const beside = path.join(path.dirname(file), names);
  if (!existsSync(beside)) return usual;
  const found = readFileSync(beside, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  if (found.length === count) return found;
  throw new InputError(
    `${beside}: expected ${count} names of classes, a line each, got ${found.length}`,
  );
}

/** [3, 32, 32] to [32, 32, 3]. */
function channelsLast(planes: Uint8Array): Uint8Array {
  const values = new Uint8Array(3 * plane);
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++) values[3 * i + c] = planes[c * plane + i] as number;
  }
  return values;
}

/**
 * Images of CIFAR's binary batches, one after another: a byte of label for CIFAR-10, a coarse and a fine one, which counts, for
 * CIFAR-100, then 1024 bytes each of red, green and blue. Names of classes are those of batches.meta.txt or
 * fine_label_names.txt beside them, else numbers.
 *
 * @param files of one kind, in order
 * @throws InputError if a file is cut short or no such batch
 * @see Krizhevsky 2009, https://www.cs.toronto.edu/~kriz/cifar.html
 */
export function openCifar(files: readonly string[], { memory }: Opening): ImageFiles {
  const batches = files.map((file) => ({ file, bytes: openBytes(file, memory / files.length) }));
  const [first] = batches;
  const kind = kinds.find((one) => first !== undefined && labelsOf(first.bytes, one)) ?? kinds[0];
  if (kind === undefined || first === undefined) throw new InputError('CIFAR: no batches');
  const record = recordOf(kind);
  const parts = batches.map(({ file, bytes }) => {
    const labels = labelsOf(bytes, kind);
    if (labels === undefined) throw noBatch(file, bytes);
    return { file, bytes, labels };
  });
  const numbers = Int32Array.from(parts.flatMap(({ labels }) => Array.from(labels)));
  /** Which file image i is in, and where. */
  const place = (i: number): { file: string; bytes: Bytes; at: number } => {
    let at = i;
    for (const { file, bytes, labels } of parts) {
      if (at < labels.length) return { file, bytes, at };
      at -= labels.length;
    }
    throw new RangeError(`image ${i} of ${numbers.length}`);
  };
  return {
    format: kind.format,
    count: numbers.length,
    labels: { classes: namesBeside(first.file, kind), numbers },
    isEncoded: false,
    isFloat: false,
    digest: digestOf(files),
    nameOf: (i) => `${place(i).file}, image ${place(i).at}`,
    sizeOf: () => size,
    read: (i) => {
      const { bytes, at } = place(i);
      const planes = bytes.read(at * record + kind.largest.length, 3 * plane);
      return { size, values: channelsLast(planes), white: 255 };
    },
  };
}
