import { Writable } from 'node:stream';
import { run } from '../../src/cli/run.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

/** A terminal that keeps what is written to it. */
export function collected({ isTTY = false }: { isTTY?: boolean } = {}): {
  readonly terminal: Terminal;
  readonly abort: () => void;
  readonly out: () => string;
  readonly err: () => string;
} {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err'): Writable =>
    new Writable({
      write: (chunk, _, done) => {
        written[name] += String(chunk);
        done();
      },
    });
  const controller = new AbortController();
  const err = Object.assign(stream('err'), { isTTY });
  let time = 0;
  // a clock that rises by 100 ms each time it is read
  const now = (): number => {
    time += 100;
    return time;
  };
  return {
    terminal: { out: stream('out'), err, signal: controller.signal, now },
    abort: () => controller.abort(),
    out: () => written.out,
    err: () => written.err,
  };
}

/** What a command line says, and its exit code. */
export async function told(
  ...args: string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const { terminal, out, err } = collected();
  const code = await run(args, terminal);
  return { code, out: out(), err: err() };
}

/** What `tfjs-sde compare` says, and its exit code. */
export const compare = (...args: string[]): ReturnType<typeof told> => told('compare', ...args);
