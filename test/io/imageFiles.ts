import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

/** A folder for a file of tests, removed after them, and a way to write into it. */
export function temporaryFolder(): {
  readonly folder: string;
  file(name: string, content: Uint8Array | string): string;
} {
  const folder = mkdtempSync(path.join(tmpdir(), 'tfjs-sde-images-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    folder,
    file: (name, content) => {
      const at = path.join(folder, name);
      mkdirSync(path.dirname(at), { recursive: true });
      writeFileSync(at, content);
      return at;
    },
  };
}

/** Bytes that differ along every axis: (7 i) mod 256. */
export const ramp = (n: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => 7 * i);

/** An IDX file of unsigned bytes. */
export function idx(shape: readonly number[], data: Uint8Array): Buffer {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head.set([0, 0, 8, shape.length]);
  for (const [k, n] of shape.entries()) head.writeUInt32BE(n, 4 + 4 * k);
  return Buffer.concat([head, data]);
}

/** A file of numpy's npy format, version 1.0. */
export function npy(shape: readonly number[], descr: string, data: Uint8Array): Buffer {
  const axes = shape.map((n) => `${n},`).join(' ');
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${axes}), }`;
  const padded = `${header.padEnd(64 * Math.ceil((header.length + 11) / 64) - 11)}\n`;
  const length = [padded.length & 255, padded.length >> 8];
  return Buffer.concat([
    Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, ...length]),
    Buffer.from(padded),
    data,
  ]);
}

/** Records of a CIFAR batch: labels, then 1024 bytes each of red, green and blue. */
export function cifar(labels: readonly (readonly number[])[], planes: Uint8Array): Buffer {
  return Buffer.concat(labels.flatMap((label) => [Buffer.from(label), planes]));
}
