import { InputError } from '../errors/index.ts';
import type { Rows } from '../noise/index.ts';
import { type Denoiser, type ExactProblem, withScoreError } from '../problem/index.ts';
import { unkept } from './cellStore.ts';
import type { Contest } from './contest.ts';
import { ownFlow } from './ownFlow.ts';
import { type FlowEnds, flowEnds } from './reference.ts';
import type { MeasuredScore } from './runCell.ts';
import type { Entry } from './sweep.ts';
import type { World } from './world.ts';

/**
 * Dimensions in which the exact flow is followed to its end at most, unless calls are given for it; beyond, that takes longer than
 * all solvers together.
 */
const flowDimensions = 100;

/** A score with its x0 held to limits, where there are any. */
export function heldBy<X>(limit: Contest<unknown>['limit'], denoiser: Denoiser<X>): Denoiser<X> {
  return limit?.limit.on(denoiser) ?? denoiser;
}

/** The exact score, with its deliberate error where it is to have one, held to the limits of x0. */
export function followedScore<X>(
  exact: ExactProblem,
  { schedule: { schedule }, scoreError: size = 0, seed, limit }: Contest<X>,
): Denoiser<Float64Array> {
  const denoiser = exact.denoiser(schedule);
  return heldBy(limit, size === 0 ? denoiser : withScoreError(denoiser, { size, seed }));
}

/** What is followed of a network: once, or at every scale of guidance. */
export function networkEntries<X>(
  { network, guidance, flowCalls = 0, limit }: Contest<X>,
  { cells, signal }: Pick<World, 'cells' | 'signal'>,
): Entry<X>[] {
  if (network === undefined) return [];
  const of = { score: 'network', store: cells?.network ?? unkept } as const;
  const { denoiser, guided, decode } = network;
  const { space } = denoiser;
  if (guidance === undefined) {
    const own = heldBy(limit, denoiser);
    const followed = (): MeasuredScore<X> => ({
      ...{ space, denoiser: own, decode },
      ...(flowCalls > 0 && { flowEnds: ownFlow(own, flowCalls, signal) }),
    });
    return [{ ...of, followed }];
  }
  if (guided === undefined) {
    throw new InputError(
      'guidance: the network has no condition to be guided to; leave it out, or give a network with classes',
    );
  }
  return guidance.map((scale): Entry<X> => {
    const denoised = (rows: Rows): Denoiser<X> => heldBy(limit, guided(scale, rows));
    return {
      ...of,
      guidance: scale,
      followed: () => ({ space, denoiser: denoised, decode }),
    };
  });
}

/** What is followed of the exact score. */
export function exactEntries<X>(
  exact: ExactProblem,
  truth: Denoiser<Float64Array>,
  { schedule: { schedule }, flowCalls = 0, scoreError }: Contest<X>,
  { cells, signal }: Pick<World, 'cells' | 'signal'>,
): Entry<Float64Array>[] {
  // a score that errs has a flow of its own, which ends elsewhere
  const isFollowed = !scoreError && exact.dimension <= flowDimensions;
  const flowOf = (): FlowEnds | undefined => {
    if (flowCalls > 0) return ownFlow(truth, flowCalls, signal);
    return isFollowed ? flowEnds(exact, schedule, signal) : undefined;
  };
  const { space } = truth;
  const store = cells?.exact ?? unkept;
  return [
    { score: 'exact', store, followed: () => ({ space, denoiser: truth, flowEnds: flowOf() }) },
  ];
}
