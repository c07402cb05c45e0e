import { type CompareOptions, compareDefaults } from './compareOptions.ts';
import { quoted } from './quoted.ts';

/**
 * The command that repeats a comparison: what differs from the defaults, the seed, and the backend. By npx it runs in a
 * clone and wherever the package is installed.
 *
 * @param names data sets, files and runs as they were given
 * @param chosen the seed and, where a network was used, the backend
 */
export function rerun(
  names: readonly string[],
  options: CompareOptions,
  chosen: { readonly seed: string | number; readonly backend?: string | undefined },
): string {
  const usual = compareDefaults;
  const given: readonly (readonly [flag: string, value: string, usual?: string])[] = [
    ['--solvers', options.solvers, usual.solvers],
    ['--grids', options.grids, usual.grids],
    ['--steps', options.steps.join(','), usual.steps],
    ...(options.evaluations === undefined
      ? []
      : [['--evaluations', options.evaluations.join(',')] as const]),
    ['--samples', String(options.samples), usual.samples],
    ['--repeats', String(options.repeats), usual.repeats],
    ['--schedule', options.schedule, usual.schedule],
    ['--score', options.score, usual.score],
    ...(options.limit === undefined ? [] : [['--limit', options.limit] as const]),
    ...(options.guidance === undefined
      ? []
      : [['--guidance', options.guidance.join(',')] as const]),
    ...(options.classifier === undefined ? [] : [['--classifier', options.classifier] as const]),
    ['--score-error', String(options.scoreError), usual.scoreError],
    ['--flow-calls', String(options.flowCalls), usual.flowCalls],
    ['--train-steps', String(options.trainSteps), usual.trainSteps],
    ['--seed', String(chosen.seed)],
    ...(chosen.backend === undefined ? [] : [['--backend', chosen.backend] as const]),
  ];
  const flags = given
    .filter(([, value, same]) => value !== same)
    .map(([flag, value]) => `${flag} ${quoted(value)}`);
  return ['npx tfjs-sde compare', ...names.map(quoted), ...flags].join(' ');
}
