import type { Rows } from '../noise/index.ts';
import type { Batch } from './task.ts';

/** Held-out rows, and how many of them are computed at a time: what a U-Net has room for. */
const [heldOutRows, atOnce] = [1024, 128];

/** The rows that training is held against, in parts. */
export function heldOutBatches(of: (rows: Rows, part: number) => Batch): Batch[] {
  return Array.from({ length: heldOutRows / atOnce }, (_, part) =>
    of({ first: part * atOnce, count: atOnce }, part),
  );
}
