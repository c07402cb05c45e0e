// npm run choosing [-- names of cases, or before-training]: makes the figures, numbers and tables of docs/choosing-a-solver.md. A case whose result the same
// command has left in tfjs-sde-choosing/ is not run again.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Comparison } from '../../src/index.ts';
import { qualityPicture, scoreErrorPicture } from '../../src/report/index.ts';
import { beforeTraining } from './beforeTraining.ts';
import { type Case, cases } from './cases.ts';
import { type Numbers, numbersOf, written } from './numbers.ts';
import { withTables } from './page.ts';
import { prepareRun } from './trainedRuns.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const page = path.join(root, 'docs/choosing-a-solver.md');
const numbers = (name: string): string => path.join(root, 'docs/choosing', `${name}.json`);

/** What a case came to; runs its command where that is not known. */
function comparisonOf({ name, args, trained }: Case): Comparison {
  const out = path.join(root, 'tfjs-sde-choosing', name);
  const file = path.join(out, 'comparison.json');
  const told = path.join(out, 'args.json');
  const commands = JSON.stringify(trained === undefined ? args : [...trained.command, ...args]);
  const isKnown = existsSync(told) && readFileSync(told, 'utf8') === commands;
  if (!isKnown) {
    if (trained !== undefined) prepareRun(root, trained);
    const command = path.join(root, 'dist/src/cli/main.js');
    const { status } = spawnSync(process.execPath, [command, 'compare', ...args, '--out', out], {
      cwd: root,
      stdio: 'inherit',
    });
    if (status !== 0) throw new Error(`choosing: ${name} ended with ${status}`);
    writeFileSync(told, commands);
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** What is no comparison: pictures that every solver draws on an exact score. */
const before = 'before-training';
const wanted = process.argv.slice(2);
mkdirSync(path.dirname(numbers('any')), { recursive: true });
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
const unknown = wanted.find((name) => name !== before && cases.every((one) => one.name !== name));
if (unknown !== undefined) throw new Error(`choosing: no case is called ${unknown}`);
if (isWanted(before)) {
  writeFileSync(path.join(root, 'docs/pictures/before-training.png'), await beforeTraining());
}
for (const one of cases.filter(({ name }) => isWanted(name))) {
  const comparison = comparisonOf(one);
  writeFileSync(numbers(one.name), written(numbersOf(comparison)));
  const score = one.args.includes('network') ? 'network' : 'exact';
  const pictures: readonly (readonly [name: string, svg: string | undefined])[] = [
    [`choosing-${one.name}.svg`, qualityPicture(comparison, score)],
    [`choosing-${one.name}-score-error.svg`, scoreErrorPicture(comparison)],
  ];
  for (const [name, svg] of pictures) {
    const isShown = readFileSync(page, 'utf8').includes(`pictures/${name}`);
    if (svg !== undefined && isShown) writeFileSync(path.join(root, 'docs/pictures', name), svg);
  }
}
const known = (name: string): Numbers => JSON.parse(readFileSync(numbers(name), 'utf8'));
writeFileSync(page, withTables(readFileSync(page, 'utf8'), known));
