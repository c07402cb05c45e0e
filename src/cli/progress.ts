import { SingleBar } from 'cli-progress';
import { digits } from './digits.ts';
import type { Terminal } from './terminal.ts';

/** Shows how far a piece of work is. */
export interface Progress {
  /** @param note what there is to say besides: the loss, the solver that runs */
  at(done: number, note: string): void;
  stop(): void;
}

/** Seconds as a person says them: 8 s, 2 min 5 s. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Rate and time left, from what is done since the start; work that goes on does not start at 0. */
function pacer(from: number, all: number, now: () => number): (done: number) => string {
  const begun = now();
  return (done) => {
    const elapsedMs = now() - begun;
    if (done === from || elapsedMs <= 0) return '';
    const rate = (1000 * (done - from)) / elapsedMs;
    return `${digits(rate)}/s, ${duration((all - done) / rate)} left`;
  };
}

function bar(title: string, from: number, all: number, { err, now }: Terminal): Progress {
  const drawn = new SingleBar({
    stream: err,
    format: `${title} {bar} {value}/{total}  {pace}  {note}`,
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    gracefulExit: false,
    linewrap: null,
  });
  const pace = pacer(from, all, now);
  drawn.start(all, from, { pace: '', note: '' });
  return {
    at: (done, note) => drawn.update(done, { pace: pace(done), note }),
    stop: () => drawn.stop(),
  };
}

/** A line at every tenth of the work, for logs. */
function lines(title: string, from: number, all: number, { err, now }: Terminal): Progress {
  const pace = pacer(from, all, now);
  let next = 0;
  return {
    at: (done, note) => {
      if (done < next && done < all) return;
      next = done + all / 10;
      const shown = [`${title} ${done}/${all}`, pace(done), note];
      err.write(`${shown.filter((part) => part !== '').join('  ')}\n`);
    },
    stop: () => {},
  };
}

/**
 * Progress of `all` pieces of work on stderr: a bar with rate and time left on a terminal, plain lines elsewhere,
 * nothing when `quiet`. Work that goes on has a first piece, `from`.
 */
export function progress(
  title: string,
  all: number,
  terminal: Terminal,
  { quiet, from = 0 }: { quiet: boolean; from?: number },
): Progress {
  if (quiet) return { at: () => {}, stop: () => {} };
  return terminal.err.isTTY === true
    ? bar(title, from, all, terminal)
    : lines(title, from, all, terminal);
}
