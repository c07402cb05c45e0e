import path from 'node:path';
import type { CellStore } from '../compare/index.ts';
import { networkHash, type SweepFacts, sweepFacts, sweepFolder } from '../run/index.ts';
import type { Asked } from './contestOf.ts';
import type { Trained } from './trained.ts';
import { version } from './versions.ts';

type Score = 'network' | 'exact';

const folderOf = (out: string, score: Score): string => path.join(out, 'cells', score);

/** The seed that a sweep in a folder was begun with; undefined where there is none. */
export async function keptSeed(out: string): Promise<string | number | undefined> {
  for (const score of ['network', 'exact'] as const) {
    const facts = await sweepFacts(folderOf(out, score));
    if (facts?.seed !== undefined) return facts.seed;
  }
  return undefined;
}

/** Where the cells of a comparison are kept. */
export interface KeptCells {
  readonly stores: { readonly network?: CellStore; readonly exact?: CellStore };
  /** Cells that were there before. */
  readonly kept: number;
}

/**
 * The cells that a comparison has kept in its folder so far, and where it keeps more.
 * @throws InputError if they are of another version or of something else
 */
export async function keptCells(
  out: string,
  { subject, contest }: Asked,
  follower: (Trained & { readonly backend: string }) | undefined,
): Promise<KeptCells> {
  const shared: SweepFacts = {
    data: contest.data.label,
    'hash of the data': subject.hash,
    schedule: contest.schedule.label,
    samples: contest.samples,
    seed: contest.seed,
    limit: contest.limit?.label ?? 'none',
    'flow calls': contest.flowCalls ?? 0,
  };
  const open = (score: Score, facts: SweepFacts) =>
    sweepFolder(folderOf(out, score), facts, version('tfjs-sde'));
  const network =
    follower &&
    (await open('network', {
      ...shared,
      network: follower.network.facts.architecture,
      'hash of the network': await networkHash(follower.parameters),
      classifier: follower.classifier ?? 'none',
      backend: follower.backend,
    }));
  const exact = contest.exact
    ? await open('exact', { ...shared, 'score error': contest.scoreError ?? 0 })
    : undefined;
  return {
    stores: { ...(network && { network: network.store }), ...(exact && { exact: exact.store }) },
    kept: (network?.kept ?? 0) + (exact?.kept ?? 0),
  };
}
