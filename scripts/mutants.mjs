// Changes each number and sign of each solver's formula in turn, those of formulas that solvers share too, and counts how many changes
// the fast certificates and the identities catch, under every setting that is certified, and how many of the others test/solvers does.
// npm run mutants [-- --shard 1/4] [-- names of files in solvers/]
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';
import { changesOf } from './changesOf.mjs';

const dist = path.resolve(import.meta.dirname, '..', 'dist');
const load = (file) => import(pathToFileURL(path.join(dist, file)).href);
const { certificatesOf } = await load('src/certify/index.js');
const { certifiedSolvers, identities, knownSchedules, knownSolvers, parseSpecification } =
  await load('src/catalogue/index.js');
const { agreesWith } = await load('src/testing/index.js');
const { default: fc } = await import('fast-check');

const texts = new Map(
  readdirSync(path.join(dist, 'solvers'))
    .filter((file) => file.endsWith('.js') && file !== 'index.js')
    .map((file) => [file, readFileSync(path.join(dist, 'solvers', file), 'utf8')]),
);
const importsOf = (text) => [...text.matchAll(/from "\.\/(\w+\.js)"/g)].map(([, file]) => file);

/** A file and all that import it, directly or not. */
function importersOf(file) {
  const found = new Set([file]);
  for (const own of found) {
    for (const [other, text] of texts) if (importsOf(text).includes(own)) found.add(other);
  }
  return [...found];
}

const baseOf = (name) => name.split('(')[0];
const isSolver = (thing) => typeof thing?.step === 'function' && thing.order !== undefined;

/** Makers of the solvers in a file, by the names of what they make. */
async function makersOf(file) {
  const makers = new Map();
  for (const make of Object.values(await import(pathToFileURL(file).href))) {
    if (typeof make !== 'function' || make.length > 1) continue;
    let made;
    try {
      made = make();
    } catch {
      continue;
    }
    if (isSolver(made)) makers.set(made.name, make);
  }
  return makers;
}

const fileOf = new Map();
for (const file of texts.keys()) {
  for (const name of (await makersOf(path.join(dist, 'solvers', file))).keys()) {
    fileOf.set(name, file);
  }
}

async function isKept(solver) {
  let certificates = 0;
  for await (const { verdict } of certificatesOf(solver)) {
    if (verdict !== 'holds') return false;
    certificates++;
  }
  return certificates > 0;
}

async function agree(identity, by) {
  const [one, other] = [identity.solver, identity.other].map((text) =>
    by(parseSpecification(text, 'solver')),
  );
  const { schedules, ...options } = identity;
  const schedule = schedules?.map((name) => knownSchedules.make({ name, options: {} }));
  const on = schedule === undefined ? {} : { schedule: fc.constantFrom(...schedule) };
  try {
    await agreesWith(one, other, { ...options, ...on });
    return true;
  } catch (error) {
    if (error.name === 'NotCertifiedError') return false;
    throw error;
  }
}

const { values, positionals } = parseArgs({
  options: { shard: { type: 'string', default: '1/1' } },
  allowPositionals: true,
});
const chosen = [...texts].filter(
  ([file]) => positionals.length === 0 || positionals.includes(file.slice(0, -3)),
);
const concerned = new Set(chosen.flatMap(([file]) => importersOf(file)));

// what holds without changes, the quickest first
const cost = new Map();
for (const solver of certifiedSolvers) {
  if (!concerned.has(fileOf.get(baseOf(solver.name)))) continue;
  const begun = performance.now();
  if (!(await isKept(solver))) throw new Error(`${solver.name} is not certified as it is`);
  cost.set(solver, performance.now() - begun);
}
const quickest = [...cost.keys()].sort((a, b) => cost.get(a) - cost.get(b));

let count = 0;
/** Whether certificates or identities tell the solvers that a file makes or has part in from those with its text in it. */
async function isCaught(file, text) {
  const folder = path.join(dist, `mutant-${process.pid}-${count++}`);
  const changed = importersOf(file);
  mkdirSync(folder);
  try {
    for (const own of changed) {
      const whole = own === file ? text : texts.get(own);
      const linked = whole.replace(/from "\.\/(\w+\.js)"/g, (all, other) =>
        changed.includes(other) ? all : `from "../solvers/${other}"`,
      );
      writeFileSync(path.join(folder, own), linked);
    }
    const makers = new Map();
    for (const [name, own] of fileOf) {
      if (!changed.includes(own)) continue;
      const make = (await makersOf(path.join(folder, own))).get(name);
      if (make === undefined) return true;
      makers.set(name, make);
    }
    for (const { name, options } of quickest) {
      const make = makers.get(baseOf(name));
      if (make !== undefined && !(await isKept(make(options)))) return true;
    }
    const by = ({ name, options }) =>
      makers.get(name)?.(options) ?? knownSolvers.make({ name, options });
    for (const identity of identities) {
      const isIn = [identity.solver, identity.other].some((name) => makers.has(baseOf(name)));
      if (isIn && !(await agree(identity, by))) return true;
    }
    return false;
  } catch {
    return true;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Whether test/solvers fails with a text in the place of a solver's. */
async function isCaughtByTests(file, text) {
  const changed = {
    name: 'changed',
    enforce: 'pre',
    load: (id) =>
      id.endsWith(`/solvers/${file.slice(0, -3)}.ts`)
        ? text.replace(/(from "\..*)\.js"/g, '$1.ts"')
        : undefined,
  };
  const vitest = await startVitest(
    'test',
    ['test/solvers'],
    { config: false, watch: false, bail: 1, testTimeout: 60_000, reporters: [{}] },
    { plugins: [changed] },
  );
  const failed = vitest.state.getFailedFilepaths();
  await vitest.close();
  process.exitCode = 0; // of a test that failed, as it should
  return failed.length > 0;
}

const told = ({ caught, tested, all, unreached }) =>
  `${caught} of ${all - unreached} caught by certificates, ${tested} more by tests, ${unreached} never computed`;
const [shard, shards] = values.shard.split('/').map(Number);
const sum = { caught: 0, tested: 0, all: 0, unreached: 0 };
let index = 0;
for (const [file, text] of chosen) {
  const name = file.slice(0, -3);
  const own = { caught: 0, tested: 0, all: 0, unreached: 0 };
  const missed = [];
  for (const fails of [isCaught, isCaughtByTests]) {
    if (await fails(file, text)) throw new Error(`${file} fails ${fails.name} as it is`);
  }
  for (const { at, end, by, thrown } of changesOf(file, text)) {
    if (index++ % shards !== shard - 1) continue;
    own.all++;
    const other = text.slice(0, at) + by + text.slice(end);
    if (await isCaught(file, other)) {
      own.caught++;
    } else if (
      !(await isCaught(file, text.slice(0, thrown.at) + thrown.by + text.slice(thrown.end)))
    ) {
      // what is never computed, such as what stands for a missing element, cannot be wrong
      own.unreached++;
    } else if (await isCaughtByTests(file, other)) {
      own.tested++;
    } else {
      const line = text.slice(0, at).split('\n').length;
      const whole = text.split('\n')[line - 1].trim();
      missed.push(`  ${file} ${line}: ${text.slice(at, end)} -> ${by} in ${whole}`);
    }
  }
  if (own.all === 0) continue;
  for (const key of Object.keys(sum)) sum[key] += own[key];
  console.log([`${name}: ${told(own)}`, ...missed].join('\n'));
}
console.log(`in all: ${told(sum)}`);
