import { knownSdes, parseSpecifications } from '../catalogue/index.ts';
import { InputError } from '../errors/index.ts';
import { type ItoFormulas, ito, type SdeProblem } from '../problem/index.ts';
import type { SolveCommandOptions } from './solveOptions.ts';

/** An SDE, where its paths begin, and what is known of them. */
export type Posed = Pick<
  SdeProblem,
  'sde' | 'variables' | 'start' | 'over' | 'moments' | 'expectation'
> & {
  /** What it is called in tables and pictures. */
  readonly label: string;
};

/** Formulas of an option: for each variable between semicolons, or one for all. */
function formulasOf(text: string): string | readonly string[] {
  const parts = text.split(';').map((part) => part.trim());
  return parts.length === 1 ? text : parts;
}

async function fromFormulas({
  drift,
  diffusion,
  noise,
  variables,
  parameters,
}: SolveCommandOptions): Promise<Posed> {
  if (drift === undefined || diffusion === undefined) {
    throw new InputError(
      `solve needs a problem by name, or both --drift and --diffusion, got ${drift === undefined ? (diffusion === undefined ? 'neither' : 'no --drift') : 'no --diffusion'}`,
    );
  }
  const formulas: ItoFormulas = {
    drift: formulasOf(drift),
    diffusion: formulasOf(diffusion),
    variables,
    parameters,
    ...(noise === undefined ? {} : { noise }),
  };
  const label = `d(${variables.join(', ')}) = (${drift}) dt + (${diffusion}) dw`;
  return {
    sde: await ito(formulas),
    variables,
    start: variables.map(() => 1),
    over: [0, 1],
    label,
  };
}

function fromName(
  name: string,
  { drift, diffusion, noise, parameters }: SolveCommandOptions,
): Posed {
  const hasFormulas = [drift, diffusion, noise].some((given) => given !== undefined);
  if (hasFormulas || Object.keys(parameters).length > 0) {
    throw new InputError(
      `solve: ${name} has formulas of its own; leave out --drift, --diffusion, --noise and --parameters, or the name. Its options go behind the name: "${name}(end=2)"`,
    );
  }
  const [specification, ...others] = parseSpecifications(name, 'problem');
  if (specification === undefined || others.length > 0) {
    throw new InputError(`solve takes one problem, got ${JSON.stringify(name)}`);
  }
  const problem = knownSdes.make(specification);
  return { ...problem, label: knownSdes.label(problem) };
}

/**
 * The SDE that the command line poses.
 * @throws InputError for unknown names and options, formulas that are none, and a start of another length
 */
export async function posed(
  name: string | undefined,
  options: SolveCommandOptions,
): Promise<Posed> {
  const own = name === undefined ? await fromFormulas(options) : fromName(name, options);
  const { start = own.start } = options;
  const [from = own.over[0], to = own.over[1]] = options.over ?? [];
  if (start.length !== own.variables.length) {
    throw new InputError(
      `--start needs a number for each of ${own.variables.join(', ')}, got ${start.length}`,
    );
  }
  if (options.start === undefined && options.over === undefined) return own;
  // what is known holds for the problem's own start and times
  const { sde, variables, label } = own;
  return { sde, variables, label, start, over: [from, to] };
}
