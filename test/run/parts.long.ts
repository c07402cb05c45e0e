import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useBackend } from '../../src/backend/index.ts';
import {
  exportRun,
  networkHash,
  openClassifier,
  openRun,
  openVae,
  prepare,
  readSettings,
  type Stage,
  trainRun,
} from '../../src/run/index.ts';

const place = mkdtempSync(path.join(tmpdir(), 'parts-'));
afterAll(() => rmSync(place, { recursive: true }));
beforeAll(() => useBackend('wasm'));

const quick = {
  ...{ data: 'glyphs(characters=digits)', steps: 4, batch: 4, warmup: 1, seed: 1 },
  ...{ checkpointEvery: 2, evaluateEvery: 100, partSteps: 4 },
};
const systems = {
  'classifier-guidance': {
    model: 'mlp(width=8,depth=1)',
    partModel: 'classifier(channels=4-4,groups=2)',
  },
  'latent-diffusion': {
    model: 'mlp(width=8,depth=1)',
    partModel: 'vae(channels=4-4-4,groups=2,latents=2)',
  },
} as const;
type Name = keyof typeof systems;

/** Trains, and is stopped as Ctrl-C does at a step of a part (`classifier 2`), or of the run's own network (`2`). */
async function run(folder: string, name: Name, stopAt?: string): Promise<Stage[]> {
  const settings = readSettings('test', { ...quick, ...systems[name], system: name });
  const stop = new AbortController();
  const stages: Stage[] = [];
  await trainRun(await prepare(settings), {
    ...{ folder: path.join(place, folder), resume: existsSync(path.join(place, folder)) },
    ...{ backend: 'wasm', versions: {}, signal: stop.signal },
    onBegin: (stage) => stages.push(stage),
    onStep: ({ step }) => {
      if ([stages.at(-1)?.part, step].join(' ').trim() === stopAt) stop.abort(new Error('stopped'));
    },
  });
  return stages;
}

const checkpoint = (...folders: string[]): string =>
  readFileSync(path.join(place, ...folders, 'checkpoints', '00000004.safetensors')).toString(
    'base64',
  );

/** Hashes of the network of a run and of what it is built on. */
async function learned(folder: string): Promise<readonly string[]> {
  const { network, classifier, decoder } = await openRun(folder);
  decoder?.dispose();
  const part =
    classifier === undefined
      ? await openVae(path.join(folder, 'vae'))
      : (await openClassifier(classifier)).classifier;
  const found = await Promise.all([network, part].map((of) => networkHash(of.parameters)));
  for (const of of [network, part]) of.dispose();
  return found;
}

describe.for([
  ['classifier-guidance', 'classifier'],
  ['latent-diffusion', 'vae'],
] as const)('%s', ([name, part]) => {
  test(`trains a ${part} first; stopped in either and gone on with, it is bitwise the same`, async () => {
    expect(await run('straight', name)).toEqual([
      { part, done: 0, steps: 4 },
      { done: 0, steps: 4 },
    ]);
    await expect(run('stopped', name, `${part} 3`)).rejects.toThrow('stopped');
    expect(readdirSync(path.join(place, 'stopped')).sort()).toEqual(
      ['config.json', 'metrics.jsonl', part].sort(),
    );
    await expect(run('stopped', name, '2')).rejects.toThrow('stopped');
    expect(await run('stopped', name)).toEqual([{ done: 2, steps: 4 }]);
    expect(checkpoint('stopped', part)).toBe(checkpoint('straight', part));
    expect(checkpoint('stopped')).toBe(checkpoint('straight'));
    const wrong = part === 'vae' ? openClassifier : openVae;
    await expect(wrong(path.join(place, 'straight', part))).rejects.toThrow(`holds a ${part}`);
    await expect(openRun(path.join(place, 'straight', part))).rejects.toThrow(
      `holds a ${part}, which no solver samples`,
    );
    rmSync(path.join(place, 'stopped'), { recursive: true });
  });

  test(`exported it has its ${part}, and samples as before`, async () => {
    const [run, out] = [path.join(place, 'straight'), path.join(place, 'exported')];
    await exportRun(run, out);
    expect(readdirSync(out, { recursive: true }).map(String).sort()).toEqual(
      [
        ...[
          'config.json',
          'weights.safetensors',
          part,
          ...(part === 'vae' ? ['latents.json'] : []),
        ],
        ...[path.join(part, 'config.json'), path.join(part, 'weights.safetensors')],
      ].sort(),
    );
    expect(await learned(out)).toEqual(await learned(run));
    rmSync(path.join(out, part), { recursive: true });
    await expect(exportRun(out, path.join(place, 'again'))).rejects.toThrow(
      `${path.join(out, part)}: holds no run`,
    );
    expect(readdirSync(place)).not.toContain('again');
    for (const folder of [run, out]) rmSync(folder, { recursive: true });
  });
});
