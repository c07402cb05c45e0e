import { expect, test } from 'vitest';
import type { Numbers, Row } from '../../bench/choosing/numbers.ts';
import { shown } from '../../bench/choosing/tables.ts';
import { page } from './program.ts';

const text = page('docs/choosing-a-solver.md');
const known = (name: string): Numbers => JSON.parse(page(`docs/choosing/${name}.json`));

const rowOf = (name: string, solver: string, budget: number): Row => {
  const row = known(name).rows.find((own) => own[0] === solver && own[1] === budget);
  if (row === undefined) throw new Error(`${name} has no ${solver} at ${budget}`);
  return row;
};
/** Values in thousandths, as tables show them. */
const energy = (name: string, solver: string, budget: number): string =>
  shown(1000 * rowOf(name, solver, budget)[3][0]);
const law = (name: string, solver: string, budget: number): string =>
  shown(1000 * (rowOf(name, solver, budget)[4]?.[0] ?? Number.NaN));
const flow = (name: string, solver: string, budget: number): string =>
  shown(1000 * (rowOf(name, solver, budget)[5] ?? Number.NaN));

const stochastic = [
  ...['ddpm', 'ddpm(variance=large)', 'euler-maruyama', 'predictor-corrector', 'sra1'],
  ...['sde-dpmpp-2m', 'edm(churn=40)'],
];
const [least, most] = [Math.min, Math.max].map((of) =>
  of(...stochastic.map((solver) => Number(energy('plane-error-0.1', solver, 250)))),
);
/** The least and the largest distance to the law of some solvers at 20 calls. */
const between = (name: string, solvers: readonly string[]): string => {
  const all = solvers.map((solver) => 1000 * (rowOf(name, solver, 20)[4]?.[0] ?? Number.NaN));
  return `${shown(Math.min(...all))} to ${shown(Math.max(...all))}`;
};
const multistep = ['deis@karras', 'dpmpp-2m', 'dpmpp-3m', 'unipc'];
/** The error of a network's eps in pure noise, its largest, and at which log-SNR that is. */
const eps = (name: string) => {
  const errors = (known(name).errors ?? []).map(([, at, , [size]]) => ({ at, size }));
  const most = errors.reduce((x, y) => (y.size > x.size ? y : x));
  return { noise: errors[0]?.size.toFixed(3), most: most.size.toFixed(2), at: most.at.toFixed(1) };
};
const [unet, foreign, clipped] = ['glyphs-network', 'glyphs-diffusers', 'glyphs-network-clipped'];

const sized = (error: string, name: string): string =>
  `| ${error} | ${energy(name, 'unipc', 250)} | ${energy(name, 'sde-dpmpp-2m', 250)} |`;

/** What the page says of measured numbers, word for word, lines joined. */
const claims: readonly string[] = [
  `\`deis@karras\` at 10 scores ${energy('plane-exact', 'deis@karras', 10)}`,
  `${flow('plane-exact', 'unipc', 10)} to ${flow('plane-exact', 'unipc', 15)}`,
  `${flow('plane-exact', 'dpmpp-2m', 1000)} to ${flow('plane-exact', 'heun', 1000)} off`,
  `The ${flow('glyphs-exact', 'dpmpp-3m', 50)} of \`dpmpp-3m\` with 50`,
  `no use below 20: ${law('glyphs-exact', 'heun', 10)} at 10`,
  `distance, ${energy('plane-error-0.1', 'unipc', 250)} with 250 calls`,
  `\`dpmpp-2m\` is at ${energy('plane-error-0.1', 'dpmpp-2m', 10)} with 10 calls and at ${energy('plane-error-0.1', 'dpmpp-2m', 100)} with 100`,
  `come to ${least} to ${most} at 250`,
  `falls from ${energy('plane-error-0.1', 'dpmpp-2m', 50)} to ${energy('plane-error-0.1', 'dpmpp-2m@restart(restarts=4,restartSteps=5,tMin=0.2,tMax=3)', 50)} at 50`,
  sized('0.02', 'plane-error-0.02'),
  sized('0.05', 'plane-error-0.05'),
  sized('0.1', 'plane-error-0.1'),
  sized('0.1, another field', 'plane-error-0.1-seed2'),
  sized('0.2', 'plane-error-0.2'),
  `The MLP's eps is ${eps('plane-network').noise} off in pure noise and ${eps('plane-network').most} at most`,
  `the U-Net's ${eps(unet).noise}, and ${eps(unet).most} at log-SNR ${eps(unet).at}`,
  `Its eps is ${eps(foreign).noise} off in pure noise and ${eps(foreign).most} at most`,
  `with 20 calls, ${law(unet, 'sde-dpmpp-2m', 20)} and ${law(unet, 'ddpm(variance=large)', 20)}, and`,
  `the multistep ones come to ${between(unet, multistep)}`,
  `\`sde-dpmpp-2m\` comes to ${law(foreign, 'sde-dpmpp-2m', 20)} with 20 calls, where fresh data score ${shown(1000 * (known(foreign).floor.law?.[0] ?? 0))}, and the multistep deterministic solvers to ${between(foreign, multistep)}.`,
  `deterministic solvers come to ${between(clipped, ['ddim', 'deis@karras', 'dpmpp-2m', 'unipc'])}, and \`sde-dpmpp-2m\` is there with 10 calls already, at ${law(clipped, 'sde-dpmpp-2m', 10)}, as \`deis@karras\` is, at ${law(clipped, 'deis@karras', 10)}.`,
  `\`ddpm\` is at ${law('ellipses-error-0.1', 'ddpm', 50)}, \`ddim\` at ${law('ellipses-error-0.1', 'ddim', 50)}`,
  `score ${energy('plane-exact', 'deis@karras', 10)} and ${energy('plane-exact', 'unipc', 10)} in the plane, \`ddpm\` ${energy('plane-exact', 'ddpm', 10)}, \`sde-dpmpp-2m\` ${energy('plane-exact', 'sde-dpmpp-2m', 10)}; the exception is \`euler-maruyama\` with ${energy('plane-exact', 'euler-maruyama', 10)}`,
  `on the U-Net, ${law(unet, 'ddpm(variance=large)', 5)} against ${law(unet, 'ddpm', 5)};`,
  `${law('plane-exact', 'ddpm(variance=large)', 5)} against ${law('plane-exact', 'ddpm', 5)} in the plane, ${law('glyphs-exact', 'ddpm(variance=large)', 5)} against ${law('glyphs-exact', 'ddpm', 5)} on glyphs`,
  `with an error: ${energy('plane-error-0.2', 'edm(churn=40)', 250)} against ${energy('plane-error-0.2', 'unipc', 250)} with 0.2`,
];

/** Numbers of the prose that are settings or published, and not measured here. */
const settings = new Set<string>([
  // calls
  ...['5', '8', '10', '15', '20', '30', '40', '50', '250', '1,000'],
  // data, names, seeds
  ...['0', '1', '2', '16', '28', '256', '784', '128', '0.1', '1.5'],
  // networks: their parameters and training; the largest noise of their schedule
  ...['35,714', '2,500', '267,313', '2,000', '32', '400', '157'],
  // published
  ...['367', '41'],
]);

/** The page without what is made of the numbers, code, links and references; lines joined. */
const joined = text
  .replace(/<!-- (?:table|ranks|worst) .*?<!-- end -->/gs, '')
  .replace(/\s+/g, ' ');

test('what the page says of measured numbers is what they are', () => {
  for (const claim of claims) expect(joined.includes(claim), claim).toBe(true);
});

test('every other number of its prose is a setting', () => {
  const rest = claims.reduce((all, claim) => all.replaceAll(claim, ''), joined);
  const words = rest
    .replace(/```.*?```/g, '')
    .replace(/`[^`]*`/g, '')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/arXiv:[\d.]+/g, '')
    .replace(/\b20\d\d\b/g, '');
  const numbers = words.match(/\d[\d,.]*\d|\d/g) ?? [];
  expect([...new Set(numbers)].filter((number) => !settings.has(number))).toEqual([]);
});
