import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import * as solvers from '../../solvers/index.ts';
import * as grids from '../../src/grids/index.ts';
import { page } from './program.ts';

const families = ['Reverse diffusion', 'Ito', 'Additive noise', 'Stratonovich', 'ODE'];

/** Categories in the doc comments of each function of some files. */
function categoriesOf(folder: string): Map<string, readonly string[]> {
  const files = readdirSync(fileURLToPath(new URL(`../../${folder}`, import.meta.url)));
  const found = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [
      ...page(`${folder}/${file}`).matchAll(/\/\*\*((?:(?!\*\/).)*)\*\/\nexport function (\w+)/gs),
    ]);
  return new Map(
    found.map(([, comment = '', name = '']) => [
      name,
      [...comment.matchAll(/@category (.+)/g)].map(([, category = '']) => category),
    ]),
  );
}

test('every solver names one family, whose page it is on; every family has some', () => {
  const found = categoriesOf('solvers');
  for (const name of Object.keys(solvers)) {
    expect(found.get(name), name).toHaveLength(1);
    expect(families).toContain(found.get(name)?.[0]);
  }
  expect(new Set([...found.values()].flat())).toEqual(new Set(families));
});

test('a solver is in the family of what it solves', () => {
  const found = categoriesOf('solvers');
  const familyOf = {
    'reverse-diffusion': 'Reverse diffusion',
    'reverse-diffusion-with-variance': 'Reverse diffusion',
    'additive-sde': 'Additive noise',
    ode: 'ODE',
  } as const;
  for (const [name, make] of Object.entries(solvers)) {
    const { solves } = make();
    const isStratonovich = page(`solvers/${name}.ts`).includes("from './stratonovich.ts'");
    const ofIto = isStratonovich ? 'Stratonovich' : 'Ito';
    expect(found.get(name), name).toEqual([solves === 'ito-sde' ? ofIto : familyOf[solves]]);
  }
});

test('every rule of a grid is on the page of grids', () => {
  const found = categoriesOf('src/grids');
  for (const make of grids.gridRules) expect(found.get(make.name), make.name).toEqual(['Grids']);
});
