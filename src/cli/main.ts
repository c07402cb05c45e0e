#!/usr/bin/env node
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { run } from './run.ts';

/** The first Ctrl-C, or SIGTERM, asks the work to stop, which leaves no partial file; a second ends the process. */
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interrupted.abort(signal));
}

// A reader that has seen enough, such as head, closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  signal: interrupted.signal,
  now: () => performance.now(),
});
