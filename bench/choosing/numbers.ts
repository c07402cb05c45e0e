import type { Comparison, Measured } from '../../src/index.ts';

/** [solver with its grid, budget, evaluations, energy, its error, distance to the law or undefined, its error, rms to the flow's end] */
export type Row = readonly [
  solver: string,
  budget: number,
  evaluations: number,
  energy: readonly [value: number, error: number],
  law: readonly [value: number, error: number] | null,
  flow: number | null,
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
  /** Runs that gave no usable samples: solver and budget. */
  readonly failures: readonly (readonly [solver: string, budget: number])[];
}

const rounded = (value: number): number => Number(value.toPrecision(4));
const pair = ({ value, error }: Measured): readonly [number, number] => [
  rounded(value),
  rounded(error),
];

/** Of a comparison, the numbers that tables are made of, in four digits. */
export function numbersOf({ command, samples, floor, cells, failures }: Comparison): Numbers {
  const all = [...cells, ...failures];
  const named = ({ solver, grid }: { solver: string; grid: string }): string =>
    all.some((other) => other.solver === solver && other.grid !== grid)
      ? `${solver}@${grid}`
      : solver;
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
  };
}

/** As JSON, a row a line, so that changes can be read. */
export function written({ rows, ...rest }: Numbers): string {
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
  const head = JSON.stringify(rest, undefined, 2).replace(/\n}$/, '');
  return `${head},\n  "rows": [\n${lines}\n  ]\n}\n`;
}
