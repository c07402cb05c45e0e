import type { SolverFacts } from '../../solvers/index.ts';
import { InputError, requireOneOf } from '../errors/index.ts';
import { isReverse, rowsIn, type Solvable } from './solvable.ts';

type Solved = SolverFacts['solves'];

/** What can be solved of a problem, in words, by solvers of which kinds, and some of them. */
interface Posed {
  readonly words: string;
  readonly by: readonly Solved[];
  readonly such: string;
}

function posedBy<X>(problem: Solvable<X>): readonly Posed[] {
  const posed: Posed[] = [];
  if ('velocity' in problem) posed.push({ words: 'an ODE', by: ['ode'], such: 'heun, rk4' });
  if ('drift' in problem && 'diffusion' in problem) {
    const { kind } = problem.diffusion;
    requireOneOf('solve: the kind of a diffusion', kind, ['additive', 'diagonal', 'scalar']);
    const isAdditive = kind === 'additive';
    posed.push({
      words: `an SDE with ${kind} noise`,
      by: isAdditive ? ['ito-sde', 'additive-sde'] : ['ito-sde'],
      such: isAdditive ? 'euler-maruyama, sra1, shark' : 'euler-maruyama, milstein, sriw1',
    });
  }
  return posed;
}

/**
 * Holds a pairing to what the types say of it, for those who do without types.
 * @throws InputError for a solver of other problems, naming some of those for this one
 */
function requireSolver<X>(problem: Solvable<X>, { name, solves }: SolverFacts): void {
  if (isReverse(problem)) return;
  const posed = posedBy(problem);
  if (posed.some(({ by }) => by.includes(solves))) return;
  const [words, such] = [posed.map((own) => own.words), posed.map((own) => own.such)];
  throw new InputError(
    posed.length === 0
      ? 'solve: the problem needs velocity(x, t), or drift(x, t) and a diffusion'
      : `solve: ${name} does not solve ${words.join(' or ')}; use ${such.join(', ')}`,
  );
}

/** @throws InputError for a diffusion that is not of the state's shape at the start, or lacks its derivative */
function requireDiffusion<X>(problem: Solvable<X>, start: X, t: number): void {
  if (isReverse(problem) || !('diffusion' in problem)) return;
  const { space, diffusion } = problem;
  if (diffusion.kind === 'additive') {
    const g: unknown = diffusion.at(t);
    if (typeof g === 'number') return;
    throw new InputError(
      `solve: additive noise needs at(t) to be a number, got ${typeof g}; noise of a strength for each element is diagonal`,
    );
  }
  if (typeof diffusion.correction !== 'function') {
    throw new InputError(
      `solve: ${diffusion.kind} noise needs correction(x, t), the derivative of g along itself`,
    );
  }
  const rows = rowsIn('solve', space, start);
  const got = space.scope(() => {
    const g: unknown = diffusion.at(start, t);
    return typeof g === 'object' && g !== null ? space.count(g as X) : undefined;
  });
  if (got === rows) return;
  const given =
    got === undefined ? 'no array' : `${got * space.size} of ${rows * space.size} values`;
  throw new InputError(
    `solve: the diffusion at(x, t) must be of the shape of x, got ${given}; a number for all is additive noise`,
  );
}

/**
 * Checks a problem and its solver where a run begins.
 * @throws InputError for a solver that does not solve it, and a diffusion of another shape than the state
 */
export function requireFit<X>(
  problem: Solvable<X>,
  solver: SolverFacts,
  start: X,
  t: number,
): void {
  requireSolver(problem, solver);
  requireDiffusion(problem, start, t);
}
