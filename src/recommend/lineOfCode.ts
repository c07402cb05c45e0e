import { parseSpecifications, type Specification } from '../catalogue/index.ts';

/** A name as the function that makes it is called: dpmpp-2m is dpmpp2m. */
function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** What makes a thing by its name and options: `exponential({ rho: 1.25, sigmaMin: 0.061 })`. */
function callOf({ name, options }: Specification): string {
  const given = Object.entries(options).map(
    ([option, value]) => `${option}: ${typeof value === 'string' ? `'${value}'` : value}`,
  );
  return `${camelCase(name)}(${given.length === 0 ? '' : `{ ${given.join(', ')} }`})`;
}

/**
 * The options of `sample` for a solver on a grid as it is written, in TypeScript, to be pasted:
 * `{ solver: ipndm({ order: 3 }), grid: exponential({ rho: 1.25 }), steps: 9 }`. Solvers are of tfjs-sde/solvers, grids of tfjs-sde.
 *
 * @param name `ipndm(order=3)@exponential(rho=1.25)`
 */
export function lineOfCode(name: string, steps: number): string {
  const parts = parseSpecifications(name, 'solver').flatMap(({ grid, ...solver }) => [
    `solver: ${callOf(solver)}`,
    ...(grid === undefined ? [] : [`grid: ${callOf(grid)}`]),
  ]);
  return `{ ${[...parts, `steps: ${steps}`].join(', ')} }`;
}
