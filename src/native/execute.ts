import { spawn } from 'node:child_process';

/** A program could not be started, or ended with an error. */
export class ProgramError extends Error {
  override readonly name: string = 'ProgramError';
  /** What it wrote, lines of stdout and then of stderr that are not empty. */
  readonly lines: readonly string[];

  constructor(message: string, lines: readonly string[] = []) {
    super(message);
    this.lines = lines;
  }
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** How {@link execute} runs a program. */
export interface Execution {
  readonly cwd?: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Stops it. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a program to its end, keeping what it writes.
 *
 * @returns its standard output
 * @throws ProgramError if it cannot be started or ends with an error; never before it has ended
 */
export function execute(
  program: string,
  args: readonly string[],
  { cwd, env = {}, signal }: Execution = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal === undefined ? {} : { signal }),
    });
    const written = { out: '', err: '' };
    let failure: string | undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      written.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      written.err += text;
    });
    child.on('error', ({ message }) => {
      failure = message;
    });
    child.on('close', (code, stopped) => {
      if (code === 0 && failure === undefined) return resolve(written.out);
      const ended = stopped === null ? `exit code ${code}` : `it was ended by ${stopped}`;
      const lines = [...linesOf(written.out), ...linesOf(written.err)];
      reject(new ProgramError(failure ?? ended, lines));
    });
  });
}

/**
 * Why a program failed, in a line: the first one it wrote that begins as given, without that beginning; else its last
 * line; else how it ended.
 */
export function complaint(error: unknown, beginning: RegExp): string {
  if (!(error instanceof ProgramError)) return String(error);
  const line = error.lines.find((text) => beginning.test(text)) ?? error.lines.at(-1);
  return line?.replace(beginning, '').trim() ?? error.message;
}
