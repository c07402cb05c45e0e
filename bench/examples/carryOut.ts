import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InputError } from '../../src/errors/index.ts';
import { optionOf, wordsOf } from './commandLine.ts';
import type { Journal } from './journal.ts';

const program = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));

/**
 * Runs tfjs-sde in a process of its own, whose progress is seen at once. A signal is passed on once, and its end is waited for: it
 * saves first.
 *
 * @returns what it says as JSON
 * @throws InputError if it ends otherwise than well, after what it says itself
 */
async function spawned(args: readonly string[], signal: AbortSignal): Promise<unknown> {
  // in a group of its own: Ctrl-C at a terminal reaches it through us alone, since a second one would end it unsaved
  const child = spawn(process.execPath, [program, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = (): void => {
    child.kill('SIGINT');
  };
  signal.addEventListener('abort', stop);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    signal.throwIfAborted();
    if (code === 0) return JSON.parse(said);
    throw new InputError(`tfjs-sde ${args[0]} ended with exit code ${code}`);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Where commands are shown, what stops them, and what tells the time. */
export interface Surroundings {
  readonly journal: Journal;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  /** Milliseconds. */
  readonly now: () => number;
  /** Runs tfjs-sde; a process of its own unless a test says otherwise. */
  readonly start?: (args: readonly string[], signal: AbortSignal) => Promise<unknown>;
}

/**
 * Carries out a command of tfjs-sde unless that is done; training goes on where it stopped.
 * @throws InputError if it does not end well
 */
export async function carryOut(line: string, around: Surroundings): Promise<void> {
  const { journal, signal, say, now, start = spawned } = around;
  if (journal.isDone(line)) return;
  const args = wordsOf(line);
  const isTraining = args[0] === 'train';
  const before = journal.of(line)?.spent ?? 0;
  const out = optionOf(line, '--out') as string;
  const resume = isTraining && !args.includes('--resume') ? ['--resume'] : [];
  say(`\n$ npx tfjs-sde ${[line, ...resume].join(' ')}`);
  if (!isTraining) rmSync(out, { force: true });
  const begun = now();
  const spent = (): number => before + (now() - begun) / 1000;
  try {
    const facts = await start([...args, '--json', ...resume], signal);
    const { seconds } = facts as { seconds?: number };
    await journal.note(line, {
      ...{ spent: spent(), isDone: true },
      ...(seconds !== undefined && { seconds }),
    });
  } catch (error) {
    await journal.note(line, { spent: spent(), isDone: false });
    throw error;
  }
}
