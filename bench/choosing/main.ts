// npm run choosing [-- names of cases]: makes the figures, numbers and tables of docs/choosing-a-solver.md. A case whose result the same
// command has left in tfjs-sde-choosing/ is not run again.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Comparison } from '../../src/index.ts';
import { qualityPicture } from '../../src/report/index.ts';
import { type Case, cases } from './cases.ts';
import { type Numbers, numbersOf, written } from './numbers.ts';
import { withTables } from './page.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const page = path.join(root, 'docs/choosing-a-solver.md');
const numbers = (name: string): string => path.join(root, 'docs/choosing', `${name}.json`);

/** What a case came to; runs its command where that is not known. */
function comparisonOf({ name, args }: Case): Comparison {
  const out = path.join(root, 'tfjs-sde-choosing', name);
  const file = path.join(out, 'comparison.json');
  const told = path.join(out, 'args.json');
  const isKnown = existsSync(told) && readFileSync(told, 'utf8') === JSON.stringify(args);
  if (!isKnown) {
    const command = path.join(root, 'dist/src/cli/main.js');
    const { status } = spawnSync(process.execPath, [command, 'compare', ...args, '--out', out], {
      stdio: 'inherit',
    });
    if (status !== 0) throw new Error(`choosing: ${name} ended with ${status}`);
    writeFileSync(told, JSON.stringify(args));
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

const wanted = process.argv.slice(2);
mkdirSync(path.dirname(numbers('any')), { recursive: true });
for (const one of cases.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const comparison = comparisonOf(one);
  writeFileSync(numbers(one.name), written(numbersOf(comparison)));
  const score = one.args.includes('network') ? 'network' : 'exact';
  const picture = `pictures/choosing-${one.name}.svg`;
  if (readFileSync(page, 'utf8').includes(picture)) {
    writeFileSync(path.join(root, 'docs', picture), qualityPicture(comparison, score));
  }
}
const known = (name: string): Numbers => JSON.parse(readFileSync(numbers(name), 'utf8'));
writeFileSync(page, withTables(readFileSync(page, 'utf8'), known));
