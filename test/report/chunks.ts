import { crc32 } from 'node:zlib';
import { expect } from 'vitest';

/** A chunk of a PNG file as it is read here, apart from what writes it. */
export interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

export const signature: Buffer = Buffer.from('89504e470d0a1a0a', 'hex');

/** The chunks of a PNG file; each checksum is held against zlib's. */
export function chunksIn(bytes: Uint8Array): Chunk[] {
  const file = Buffer.from(bytes);
  expect(file.subarray(0, 8)).toEqual(signature);
  const chunks: Chunk[] = [];
  let at = 8;
  while (at < file.length) {
    const end = at + 8 + file.readUInt32BE(at);
    expect(file.readUInt32BE(end)).toBe(crc32(file.subarray(at + 4, end)));
    chunks.push({
      type: file.toString('latin1', at + 4, at + 8),
      data: file.subarray(at + 8, end),
    });
    at = end + 4;
  }
  expect(at).toBe(file.length);
  return chunks;
}

function chunk({ type, data }: Chunk): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** Frame i of an animation as a PNG file of its own: the header, and the data that follow its control chunk. */
export function still(chunks: readonly Chunk[], i: number): Buffer {
  const controls = chunks.flatMap(({ type }, at) => (type === 'fcTL' ? [at] : []));
  const parts = chunks
    .slice((controls[i] as number) + 1, controls[i + 1])
    .filter(({ type }) => type === 'fdAT')
    .map(({ data }): Chunk => ({ type: 'IDAT', data: data.subarray(4) }));
  const end: Chunk = { type: 'IEND', data: Buffer.alloc(0) };
  return Buffer.concat([signature, ...[chunks[0] as Chunk, ...parts, end].map(chunk)]);
}
