import { statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { existing } from '../io/index.ts';

/** A folder, which need not exist yet, and what will be written to it, in megabytes. */
export interface Need {
  readonly folder: string;
  readonly megabytes: number;
}

const gigabytes = (megabytes: number): string => (megabytes / 1000).toFixed(1);

/** Which disk is too full for what will be written, if one is; folders on the same disk share its space. */
export function spaceProblem(
  needs: readonly Need[],
  remedy = 'make room, or name a folder on another disk in TFJS_SDE_CACHE',
): string | undefined {
  const disks = new Map<number, Need>();
  for (const { folder, megabytes } of needs) {
    const { place } = existing(path.resolve(folder));
    const disk = statSync(place).dev;
    const before = disks.get(disk);
    disks.set(disk, {
      folder: before?.folder ?? place,
      megabytes: megabytes + (before?.megabytes ?? 0),
    });
  }
  for (const { folder, megabytes } of disks.values()) {
    const { bavail, bsize } = statfsSync(folder);
    const free = (bavail * bsize) / 1e6;
    if (free >= megabytes) continue;
    return (
      `it needs ${gigabytes(megabytes)} GB on the disk of ${folder}, ${gigabytes(free)} GB are free; ` +
      remedy
    );
  }
  return undefined;
}
