import { version } from '../../src/cli/versions.ts';
import { InputError } from '../../src/errors/index.ts';
import { useBackend } from '../../src/index.ts';
import type { Contest } from './contests.ts';
import { type Own, switchTo } from './ownRuns.ts';
import type { Peer } from './peer.ts';
import type { Runner } from './race.ts';

/** Starts the backends of tensors that can be had, and says why not the others. */
export async function ownBackends(): Promise<ReadonlySet<Own['backend']>> {
  const started = new Set<Own['backend']>(['float64']);
  for (const backend of ['wasm', 'native'] as const) {
    try {
      await useBackend(backend);
      started.add(backend);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      console.error(`tfjs-sde without ${backend}: ${error.message}`);
    }
  }
  return started;
}

/** Who takes part in a contest: this package on its backends first, then the libraries. */
export function runnersOf(
  { own, theirs, dtype }: Contest,
  backends: ReadonlySet<Own['backend']>,
  peers: ReadonlyMap<string, Peer>,
  threads: number,
): readonly Runner[] {
  const ours = own.filter(({ backend }) => backends.has(backend));
  return [
    ...ours.map(({ backend, run }) => ({
      name: `tfjs-sde ${version('tfjs-sde')}`,
      about: backend === 'float64' ? 'Float64Array' : backend,
      // plain JavaScript and wasm in Node have one
      threads: backend === 'native' ? threads : 1,
      pid: process.pid,
      async run() {
        await switchTo(backend);
        return run();
      },
    })),
    ...theirs.map(({ library, workload, ...of }) => {
      const peer = peers.get(library) as Peer;
      const { pid } = peer;
      const run: Runner['run'] = () => peer.run(workload, dtype);
      return { ...of, name: `${library} ${peer.version}`, threads, pid, run };
    }),
  ];
}
