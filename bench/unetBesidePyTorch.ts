import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { projectFolder } from '../src/native/npm.ts';
import { milliseconds } from './measure.ts';
import { madeEnvironment } from './peers/environment.ts';
import { mostLoad } from './peers/load.ts';
import { type Peer, startPeer } from './peers/peer.ts';
import { loadWhenQuiet } from './peers/quiet.ts';
import { type Outcome, race } from './peers/race.ts';
import { calls, ofPyTorch, type TimedUnet, unetName } from './unet.ts';

/** Rounds of a race, and seconds to wait for a quiet machine before it is given up. */
const [rounds, patience] = [7, 20];

type Part = 'forward' | 'step';

async function raced(part: Part, network: TimedUnet, peer: Peer): Promise<Outcome> {
  const load = await loadWhenQuiet(patience);
  if (load > mostLoad) return { results: [], load, isConclusive: false };
  const workload = `unet ${part}`;
  const threads = availableParallelism();
  const theirs = {
    ...{ name: `diffusers ${peer.version}`, about: 'PyTorch', threads, pid: peer.pid },
    run: () => peer.run(workload, 'float32'),
  };
  const ours = {
    ...{ name: 'tfjs-sde', about: 'native', threads, pid: process.pid },
    run: async () => ({ ms: await milliseconds(() => network[part]()) }),
  };
  return race([theirs, ours], { rounds, perRun: calls });
}

/** A row of the bench, or why there is none. */
function rowOf(part: Part, { results: [theirs, ours], load, isConclusive }: Outcome): string {
  const name = `${unetName} (native) beside PyTorch, ${part === 'step' ? 'one Adam step' : part}`;
  if (!isConclusive || theirs === undefined || ours === undefined) {
    return `${name}\n  no conclusion: others used ${Math.round(100 * load)} % of the machine`;
  }
  if ('why' in theirs || 'why' in ours) throw new Error(`${name}: nothing was timed`);
  const [ratio, limit] = [ours.ratio, ofPyTorch[part]];
  return [
    name,
    `  ${ours.ms.toFixed(2)} ms, UNet2DModel of ${theirs.name} ${theirs.ms.toFixed(2)} ms`,
    `  ratio ${ratio.toFixed(2)}, limit ${limit}${ratio > limit ? '  OVER' : ''}`,
  ].join('\n');
}

/**
 * What a U-Net costs on native beside diffusers' of the same size in PyTorch, a row each of a forward pass and a step of training;
 * or a line that says how to have them.
 */
export async function* besidePyTorch(network: TimedUnet): AsyncGenerator<string> {
  const root = projectFolder();
  const python = madeEnvironment(root);
  if (python === undefined || !existsSync('/proc/stat')) {
    const remedy = 'on Linux, npm run bench -- --peers makes its environment';
    yield `${unetName} (native) beside PyTorch: not run; ${remedy}`;
    return;
  }
  const peer = await startPeer({ root, python, threads: availableParallelism() }, 'diffusers');
  try {
    for (const part of ['forward', 'step'] as const) {
      yield rowOf(part, await raced(part, network, peer));
    }
  } finally {
    peer.stop();
  }
}
