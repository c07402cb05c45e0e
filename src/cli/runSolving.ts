import { knownSolvers } from '../catalogue/index.ts';
import { InputError } from '../errors/index.ts';
import { writePoints, writeWhole } from '../io/index.ts';
import { meanAndVariance } from '../metrics/index.ts';
import type { ItoSde } from '../problem/index.ts';
import { type MomentsAt, pathsPicture, rasterised, withError } from '../report/index.ts';
import { type RecordedPaths, recordPaths, type SolverFor } from '../sampling/index.ts';
import { requireWritableFile } from './destination.ts';
import { varianceEntrantOf } from './entrants.ts';
import { type Posed, posed } from './posed.ts';
import { progress } from './progress.ts';
import type { SolveCommandOptions } from './solveOptions.ts';
import { type Column, table } from './table.ts';
import type { Terminal } from './terminal.ts';

type F = Float64Array;

/**
 * The solver that is named, if it solves the SDE.
 * @throws InputError naming those that do
 */
function solverFor(text: string, { diffusion }: ItoSde<F>): SolverFor<F, ItoSde<F>> {
  const { solver } = varianceEntrantOf(text);
  const kinds = diffusion.kind === 'additive' ? ['ito-sde', 'additive-sde'] : ['ito-sde'];
  if (kinds.includes(solver.solves))
    return solver as SolverFor<F, never> as SolverFor<F, ItoSde<F>>;
  const able = knownSolvers.defaults.filter(({ solves }) => kinds.includes(solves));
  throw new InputError(
    `--solver ${solver.name} solves no SDE with ${diffusion.kind} noise; use ${able.map(({ name }) => name).join(', ')}`,
  );
}

/** The values of one variable at one time, over the paths. */
function across(
  { values, paths, times, variables }: RecordedPaths,
  time: number,
  variable: number,
): F {
  return Float64Array.from(
    { length: paths },
    (_, path) => values[(path * times.length + time) * variables + variable] as number,
  );
}

function momentsAt(
  recorded: RecordedPaths,
  { moments, over }: Posed,
  variable: number,
): MomentsAt[] {
  return Array.from(recorded.times, (t, time) => {
    const { mean, variance } = meanAndVariance(across(recorded, time, variable));
    const known = t === over[0] ? undefined : moments?.(t);
    const own = { t, mean: mean.value, sd: Math.sqrt(variance.value) };
    if (known === undefined) return own;
    const exactSd = Math.sqrt(known.variance[variable] ?? Number.NaN);
    return { ...own, exactMean: known.mean[variable] ?? Number.NaN, exactSd };
  });
}

/** A line for each path and time. */
function csv({ times, values, paths, variables }: RecordedPaths, names: readonly string[]): string {
  const lines = [`path,t,${names.join(',')}`];
  for (let path = 0; path < paths; path++) {
    for (const [time, t] of times.entries()) {
      const at = (path * times.length + time) * variables;
      lines.push(`${path},${t},${values.subarray(at, at + variables).join(',')}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

async function writeOut(
  file: string,
  recorded: RecordedPaths,
  problem: Posed,
  shown: number,
): Promise<void> {
  const ending = file.split('.').at(-1)?.toLowerCase();
  const { times, values, paths, variables } = recorded;
  if (ending === 'csv') return writeWhole(file, csv(recorded, problem.variables));
  if (ending === 'npy') return writePoints(file, values, [paths, times.length, variables]);
  const svg = pathsPicture({
    title: problem.label,
    variable: problem.variables[shown] as string,
    times,
    values: Array.from({ length: paths }, (_, path) =>
      times.map((_t, time) => values[(path * times.length + time) * variables + shown] as number),
    ),
    moments: momentsAt(recorded, problem, shown),
  });
  await writeWhole(file, ending === 'svg' ? svg : await rasterised(svg));
}

/** What is told of the last time: each variable's mean and variance, and what is known of them. */
function told(recorded: RecordedPaths, { variables, moments, over, expectation }: Posed) {
  const last = recorded.times.length - 1;
  const known = moments?.(over[1]);
  const rows = variables.flatMap((name, d) => {
    const { mean, variance } = meanAndVariance(across(recorded, last, d));
    return [
      { what: `mean of ${name}`, ...mean, exact: known?.mean[d] },
      { what: `variance of ${name}`, ...variance, exact: known?.variance[d] },
    ];
  });
  if (expectation === undefined) return rows;
  const { mean } = meanAndVariance(across(recorded, last, 0).map((x) => expectation.of(x)));
  return [...rows, { what: `mean of ${expectation.about}`, ...mean, exact: expectation.exact }];
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
  const { sde, start, over, variables, label } = problem;
  const solver = solverFor(options.solver, sde);
  const shown = options.show === undefined ? 0 : variables.indexOf(options.show);
  if (shown < 0) {
    throw new InputError(`--show must be one of ${variables.join(', ')}, got ${options.show}`);
  }
  if (file !== undefined) requireWritableFile('--out', file);
  const bar = progress('solving', steps, terminal, { quiet });
  try {
    const all = Float64Array.from(
      { length: paths * start.length },
      (_, i) => start[i % start.length] as number,
    );
    const recorded = await recordPaths(sde, {
      ...{ solver, start: all, over, steps, seed: options.seed, signal: terminal.signal },
      onStep: ({ step }) => bar.at(step, solver.name),
    });
    bar.stop();
    if (file !== undefined) await writeOut(file, recorded, problem, shown);
    const facts = { problem: label, solver: solver.name, steps, paths, over, seed: recorded.seed };
    const rows = told(recorded, problem);
    if (json) {
      terminal.out.write(`${JSON.stringify({ ...facts, file, moments: rows }, undefined, 2)}\n`);
      return;
    }
    terminal.out.write(
      `${label}: ${paths} paths by ${solver.name} in ${steps} steps, seed ${recorded.seed}\n\n`,
    );
    const columns: readonly Column[] = [
      { heading: `at t = ${over[1]}` },
      { heading: 'value', align: 'right' },
      { heading: 'exact', align: 'right' },
    ];
    const lines = rows.map(({ what, exact, ...value }) => [
      what,
      withError(value),
      exact === undefined
        ? ''
        : (withError({ value: exact, error: value.error / 10 }).split(' ')[0] ?? ''),
    ]);
    terminal.out.write(
      table(rows.some(({ exact }) => exact !== undefined) ? columns : columns.slice(0, 2), lines),
    );
    if (file !== undefined) terminal.out.write(`\n${file}\n`);
  } catch (error) {
    bar.stop();
    if (terminal.signal.aborted) terminal.err.write('stopped; nothing was written\n');
    throw error;
  }
}
