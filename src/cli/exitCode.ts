import { CommanderError } from 'commander';
import { NotCertifiedError } from '../certify/index.ts';
import { InputError } from '../errors/index.ts';
import { DivergenceError } from '../sampling/index.ts';
import { TrainingDivergedError } from '../train/index.ts';
import type { Terminal } from './terminal.ts';

const isDivergence = (error: unknown): error is Error =>
  error instanceof DivergenceError || error instanceof TrainingDivergedError;

/**
 * Tells a person why a command ended, and the shell by its exit code:
 *
 *   0 asked for help or the version; 2 the input cannot be used, or the network it trained gives NaN: one line;
 *   3 a solver does not keep what it claims: one line; 130 Ctrl-C; 143 SIGTERM; 1 a bug: with its stack, for a report
 */
export function exitCode(error: unknown, { err, signal }: Terminal): number {
  const isTold = error instanceof InputError || isDivergence(error);
  if (signal.aborted && !isTold) return signal.reason === 'SIGTERM' ? 143 : 130;
  // commander has printed its own line
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (isTold) {
    err.write(`tfjs-sde: ${error.message}\n`);
    return 2;
  }
  if (error instanceof NotCertifiedError) {
    err.write(`tfjs-sde: ${error.message}\n`);
    return 3;
  }
  err.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return 1;
}
