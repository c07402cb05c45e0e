import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { cases } from '../../bench/examples/cases/index.ts';
import { wordsOf } from '../../bench/examples/commandLine.ts';
import { missed, results } from '../../bench/examples/results.ts';
import { pageTable } from '../../bench/examples/tables.ts';
import { knownDatasets, knownModels, parseSpecification } from '../../src/catalogue/index.ts';
import { noise } from '../../src/cli/commands/noise.ts';
import { sample } from '../../src/cli/commands/sample.ts';
import { train } from '../../src/cli/commands/train.ts';
import { noiseOptions } from '../../src/cli/noiseOptions.ts';
import { read } from '../../src/cli/read.ts';
import { sampleOptions } from '../../src/cli/sampleOptions.ts';
import { trainCommandOptions } from '../../src/cli/trainOptions.ts';
import { varianceEntrantOf } from '../../src/compare/index.ts';
import { systems } from '../../src/run/index.ts';
import { collected } from '../cli/collected.ts';
import { page } from './program.ts';

const docs = fileURLToPath(new URL('../../docs/systems/', import.meta.url));
const place = { at: 'runs/examples', mnist: 'mnist' };
const kept = results.parse(JSON.parse(readFileSync(path.join(docs, 'results.json'), 'utf8')));

/** What a command line sets, as the command itself reads it; nothing runs. */
function optionsOf(line: string): Record<string, unknown> {
  const { terminal } = collected();
  const [name, ...words] = wordsOf(line);
  const commands: Record<string, (to: typeof terminal) => Command> = { train, sample, noise };
  const command = commands[name ?? '']?.(terminal) as Command;
  expect(command.parseOptions([...words]).unknown, line).toEqual([]);
  const given = command.opts();
  if (name === 'train') return { ...read(trainCommandOptions, given) };
  return { ...(name === 'sample' ? read(sampleOptions, given) : read(noiseOptions, given)) };
}

describe.each(cases)('the example $name', ({ name, commands, needs }) => {
  const lines = commands(place);

  test('consists of commands that are understood, and sample what was trained', () => {
    const trained = cases
      .filter((one) => one.name === name || needs.includes(one.name))
      .flatMap((one) => one.commands(place))
      .flatMap((line) => (line.startsWith('train ') ? [optionsOf(line).out] : []));
    for (const line of lines) {
      const { data, model, system, solver } = optionsOf(line) as Record<string, string | undefined>;
      if (model !== undefined) knownModels.make(parseSpecification(model, 'model'));
      if (data?.startsWith('glyphs')) knownDatasets.make(parseSpecification(data, 'data set'));
      if (solver !== undefined) varianceEntrantOf(solver);
      if (system !== undefined) expect(systems.map((one) => one.name)).toContain(system);
      if (line.startsWith('sample ')) expect(trained).toContain(wordsOf(line)[1]);
    }
  });
});

const pages = [...systems, { name: 'mnist', source: '' }];

describe.each(pages)('the page of $name', ({ name, source }) => {
  const text = page(`docs/systems/${name}.md`);
  const result = kept.find((one) => one.name === name);

  test('has the commands of its example that make its picture, and its sources', () => {
    const lines = cases.find((one) => one.name === name)?.commands(place) ?? [];
    const last = lines.findIndex((line) => line.endsWith(`/${name}.png`));
    const shown = lines.slice(0, last + 1).map((line) => `npx tfjs-sde ${line}\n`);
    expect(shown.length).toBeGreaterThan(1);
    expect(text).toContain(`\`\`\`sh\n${shown.join('')}\`\`\``);
    for (const [, arxiv] of source.matchAll(/arXiv:([\d.]+\d)/g)) {
      expect(text).toContain(`https://arxiv.org/abs/${arxiv}`);
    }
    const [, picture = ''] = /!\[[^\]]+\]\(([^)]+)\)/.exec(text) ?? [];
    expect(statSync(path.join(docs, picture)).size).toBeLessThan(50_000);
    expect(page('docs/systems/README.md')).toContain(`](${name}.md)`);
  });

  test('tells the numbers that were measured, and they are as expected', () => {
    expect(result).toBeDefined();
    if (result === undefined) return;
    expect(text).toContain(pageTable(result));
    expect(missed(result)).toEqual([]);
  });
});

test('the index has the strip, the animation and what recognisers know', () => {
  const text = page('docs/systems/README.md');
  const pictures = [...text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, at = '']) => at);
  expect(pictures.length).toBe(2);
  for (const picture of pictures) {
    expect(existsSync(path.join(docs, picture))).toBe(true);
    expect(statSync(path.join(docs, picture)).size).toBeLessThan(300_000);
  }
  const judges = kept.find(({ name }) => name === 'recognisers');
  expect(judges && text.includes(pageTable(judges))).toBe(true);
  expect(page('README.md')).toContain('](docs/systems/README.md)');
});
