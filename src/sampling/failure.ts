import { isReverse, type Solvable } from './solvable.ts';
import { type Run, type State, trajectory } from './trajectory.ts';

/** A run gave values that are not finite; `step` and `t` say where the first ones appeared. */
export class DivergenceError extends Error {
  override readonly name: string = 'DivergenceError';
  readonly step: number;
  readonly t: number;
  constructor(message: string, step: number, t: number) {
    super(message);
    this.step = step;
    this.t = t;
  }
}

/** What of a diffusion that depends on the state is not finite there, and what to do; nothing if all is. */
async function faultOfNoise<X>(problem: Solvable<X>, { x, t }: State<X>): Promise<string> {
  if (!('diffusion' in problem) || problem.diffusion.kind === 'additive') return '';
  const { space, diffusion } = problem;
  const isSoundOf = async (f: (x: X, t: number) => X): Promise<boolean> => {
    const values = space.scope(() => space.combine([1, f(x, t)]));
    const isSound = (await space.read(values)).every(Number.isFinite);
    space.free(values);
    return isSound;
  };
  if (!(await isSoundOf(diffusion.at))) return 'the diffusion is not finite there';
  if (await isSoundOf(diffusion.correction)) return '';
  return 'the diffusion has no finite derivative there; use a solver that takes none, such as euler-maruyama, rkmil or sriw1';
}

/**
 * Runs a trajectory that ended in values that are not finite once more, and says at which step they first appeared and
 * whether the network gave them; so that runs which go well pay nothing for checking.
 */
export async function locateFailure<X, P extends Solvable<X>>(
  problem: P & Solvable<X>,
  run: Run<X, P>,
): Promise<DivergenceError> {
  const { space } = problem;
  const isSound = async (x: X): Promise<boolean> => (await space.read(x)).every(Number.isFinite);
  const { times } = run.grid;
  const steps = times.length - 1;
  let last: State<X> | undefined;
  let networkFailed = false;
  let noise = '';
  for await (const state of trajectory(problem, run)) {
    if (!(await isSound(state.x))) break;
    last = state;
    noise = await faultOfNoise(problem, state);
    const closes = isReverse<X>(problem) && state.step < steps;
    if (!closes) continue;
    const output = space.scope(() => problem.predict(state.x, state.t).along(1, 1));
    networkFailed = !(await isSound(output));
    space.free(output);
  }
  const step = last?.step ?? 0;
  const t = times[step] as number;
  const where = `step ${step + 1} of ${steps} (t = ${t} to ${times[step + 1]}) with ${run.solver.name}`;
  if (last === undefined) {
    return new DivergenceError('the start holds values that are not finite', 0, t);
  }
  return new DivergenceError(
    networkFailed
      ? `${where}: the network returned values that are not finite`
      : noise !== ''
        ? `${where}: ${noise}`
        : `${where}: the solver left the finite numbers; take more steps, or another solver or grid`,
    step,
    t,
  );
}
