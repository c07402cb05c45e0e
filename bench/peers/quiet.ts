import { setTimeout as sleep } from 'node:timers/promises';
import { momentOf, mostLoad, othersShare } from './load.ts';

/** What others use of the machine for a second. */
async function lookedAt(): Promise<number> {
  const from = momentOf(process.pid);
  await sleep(1000);
  return othersShare([[from, momentOf(process.pid)]]);
}

/**
 * Looks at the machine until others leave it alone.
 *
 * @param looks at most, a second each
 * @returns the share they used when last looked at; above {@link mostLoad} if they never did
 */
export async function loadWhenQuiet(
  looks: number,
  look: () => Promise<number> = lookedAt,
): Promise<number> {
  let load = await look();
  for (let n = 1; n < looks && load > mostLoad; n++) load = await look();
  return load;
}
