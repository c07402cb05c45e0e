import { InputError } from '../errors/index.ts';
import { recordPaths } from '../sampling/index.ts';
import { requireWritableFile } from './destination.ts';
import { momentsTable } from './momentsTable.ts';
import { lastMoments } from './pathMoments.ts';
import { posed } from './posed.ts';
import { progress } from './progress.ts';
import { sdeSolver } from './sdeSolver.ts';
import type { SolveCommandOptions } from './solveOptions.ts';
import type { Terminal } from './terminal.ts';
import { writePaths } from './writePaths.ts';

/** Which of the variables is drawn: the first, unless one is named. */
function shownOf(name: string | undefined, variables: readonly string[]): number {
  const shown = name === undefined ? 0 : variables.indexOf(name);
  if (shown >= 0) return shown;
  throw new InputError(`--show must be one of ${variables.join(', ')}, got ${name}`);
}

/** A state for each path. */
function everyPath(start: readonly number[], paths: number): Float64Array {
  return Float64Array.from(Array.from({ length: paths }, () => start).flat());
}

/**
 * `tfjs-sde solve`: solves an SDE and tells its moments; a file appears when all is done, whole.
 * @throws InputError for what cannot be used, before long work begins
 */
export async function runSolving(
  name: string | undefined,
  options: SolveCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const { steps, paths, out: file, quiet, json } = options;
  const problem = await posed(name, options);
  const { sde, over, variables, label } = problem;
  const solver = sdeSolver(options.solver, sde);
  const shown = shownOf(options.show, variables);
  if (file !== undefined) requireWritableFile('--out', file);
  const bar = progress('solving', steps, terminal, { quiet });
  try {
    const start = everyPath(problem.start, paths);
    const recorded = await recordPaths(sde, {
      ...{ solver, start, over, steps, seed: options.seed, signal: terminal.signal },
      onStep: ({ step }) => bar.at(step, solver.name),
    });
    bar.stop();
    if (file !== undefined) await writePaths(file, recorded, problem, shown);
    const { seed } = recorded;
    const moments = lastMoments(recorded, problem);
    if (json) {
      const facts = {
        problem: label,
        solver: solver.name,
        steps,
        paths,
        over,
        seed,
        file,
        moments,
      };
      terminal.out.write(`${JSON.stringify(facts, undefined, 2)}\n`);
      return;
    }
    terminal.out.write(
      `${label}: ${paths} paths by ${solver.name} in ${steps} steps, seed ${seed}\n\n`,
    );
    terminal.out.write(momentsTable(moments, over[1]));
    if (file !== undefined) terminal.out.write(`\n${file}\n`);
  } catch (error) {
    bar.stop();
    if (terminal.signal.aborted) terminal.err.write('stopped; nothing was written\n');
    throw error;
  }
}
