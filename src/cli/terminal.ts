/** Where a command writes, what it is stopped by and what it tells time with: the process's own, or a test's. */
export interface Terminal {
  /** Results, and nothing else. */
  readonly out: NodeJS.WritableStream;
  /** Progress and errors; a bar is drawn where it is a terminal. */
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Ctrl-C. */
  readonly signal: AbortSignal;
  /** Milliseconds of a clock that only rises. */
  readonly now: () => number;
}
