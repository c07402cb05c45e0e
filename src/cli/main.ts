#!/usr/bin/env node
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { run } from './run.ts';

/** The first Ctrl-C asks the work to stop, which leaves no partial file; a second ends the process. */
const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());

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
