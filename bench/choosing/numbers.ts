import { entrantsOf } from '../../src/compare/index.ts';
import type { Comparison, Measured } from '../../src/index.ts';
import { vp } from '../../src/problem/index.ts';

/** [solver, with its grid where that is not its own, budget, evaluations, energy, its error, distance to the law or undefined, its error, rms to the flow's end] */
export type Row = readonly [
  solver: string,
  budget: number,
  evaluations: number,
  energy: readonly [value: number, error: number],
  law: readonly [value: number, error: number] | null,
  flow: number | null,
];

/** [time, log-SNR, relative mean square error, its standard error, rms error of eps, its standard error] */
export type ErrorRow = readonly [
  t: number,
  logSnr: number,
  relative: readonly [value: number, error: number],
  eps: readonly [value: number, error: number],
];

/** What the page keeps of a comparison. */
export interface Numbers {
  readonly command: string;
  readonly samples: number;
  readonly floor: {
    readonly energy: readonly [value: number, error: number];
    readonly law: readonly [value: number, error: number] | null;
  };
  readonly rows: readonly Row[];
  /** The rms by which ends of the flow moved from half of the calls that it was followed with to all of them, where calls were given. */
  readonly flowMoved?: number;
  /** The error of a network's score against the exact one over time. */
  readonly errors?: readonly ErrorRow[];
  /** Runs that gave no usable samples: solver and budget. */
  readonly failures: readonly (readonly [solver: string, budget: number])[];
}

const rounded = (value: number): number => Number(value.toPrecision(4));
const pair = ({ value, error }: Measured): readonly [number, number] => [
  rounded(value),
  rounded(error),
];

/** A solver as the command line takes it: with its grid, unless that is what it runs on by itself. */
export function named({
  solver,
  grid,
}: {
  readonly solver: string;
  readonly grid: string;
}): string {
  const [entrant] = entrantsOf(solver);
  const isOwn = entrant?.solver.defaultGrid.over(vp(), 8).name === grid;
  return isOwn ? solver : `${solver}@${grid}`;
}

/** Of a comparison, the numbers that tables and prose are made of, in four digits. */
export function numbersOf(comparison: Comparison): Numbers {
  const { command, samples, floor, cells, failures, flows, networkErrors } = comparison;
  const moved = flows?.network ?? flows?.exact;
  return {
    command,
    samples,
    floor: { energy: pair(floor.energy), law: floor.law === undefined ? null : pair(floor.law) },
    rows: cells.map((cell) => [
      named(cell),
      cell.budget ?? cell.steps,
      cell.evaluations,
      pair(cell.energy),
      cell.lawDistance === undefined ? null : pair(cell.lawDistance),
      cell.flowDistance === undefined ? null : rounded(cell.flowDistance),
    ]),
    failures: failures.map((cell) => [named(cell), cell.budget ?? cell.steps]),
    ...(moved === undefined ? {} : { flowMoved: rounded(moved) }),
    ...(networkErrors && {
      errors: networkErrors.map(({ t, logSnr, relative, eps }) => [
        rounded(t),
        rounded(logSnr),
        pair(relative),
        pair(eps),
      ]),
    }),
  };
}

/** As JSON, a row a line, so that changes can be read. */
export function written({ rows, errors, ...rest }: Numbers): string {
  const lines = (name: string, list: readonly unknown[]): string =>
    `,\n  "${name}": [\n${list.map((one) => `    ${JSON.stringify(one)}`).join(',\n')}\n  ]`;
  const head = JSON.stringify(rest, undefined, 2).replace(/\n}$/, '');
  return `${head}${errors ? lines('errors', errors) : ''}${lines('rows', rows)}\n}\n`;
}
