import type { Step } from '../native/index.ts';
import { duration } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Shows each step on stderr as it begins, and its seconds when it is done; nothing when `quiet`. */
export function steps({ err, now }: Terminal, { quiet }: { quiet: boolean }): Step {
  if (quiet) return (_, work) => work();
  return async (title, work) => {
    const begun = now();
    err.write(`${title} ...`);
    try {
      const done = await work();
      err.write(` ${duration((now() - begun) / 1000)}\n`);
      return done;
    } catch (error) {
      err.write(' failed\n');
      throw error;
    }
  };
}
