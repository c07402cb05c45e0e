// npm run judging [-- words in names of cases]: holds `recommend` against an exhaustive sweep of its library, on cases that it has not seen. A case that is in
// docs/choosing/recommended.json is not run again; docs/recommending.md shows all.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import { networkDenoiser } from '../../models/index.ts';
import { useBackend } from '../../src/backend/index.ts';
import { scheduleFrom } from '../../src/catalogue/index.ts';
import { flowEnds, ownFlow } from '../../src/compare/index.ts';
import { foldIn, keyOf } from '../../src/noise/index.ts';
import type { Denoiser, ExactProblem } from '../../src/problem/index.ts';
import { byEnergy } from '../../src/recommend/closeness.ts';
import { recommend } from '../../src/recommend/index.ts';
import { openRun, runData } from '../../src/run/index.ts';
import { prepareRun } from '../choosing/trainedRuns.ts';
import { type Case, cases } from './cases.ts';
import { exhaustive, spreadOf } from './judge.ts';
import { withTable } from './page.ts';
import type { Result } from './result.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const file = path.join(root, 'docs/choosing/recommended.json');
const page = path.join(root, 'docs/recommending.md');

async function resultOf<X>(
  denoiser: Denoiser<X>,
  exact: ExactProblem | undefined,
  { data, budget, samples }: Case,
): Promise<Result> {
  const { all } = await runData(data);
  const fresh = (name: string, count: number) =>
    all.draw(foldIn(keyOf(name), 'data'), { first: 0, count });
  const begun = performance.now();
  const found = await recommend(denoiser, {
    ...{ budget, seed: 'search' },
    ...(exact === undefined
      ? { data: { values: fresh('search', 8192), dimension: all.dimension } }
      : { exact }),
  });
  const searched = performance.now();
  const { by } = found;
  const ends = exact === undefined ? ownFlow(denoiser, 200) : flowEnds(exact, denoiser.schedule);
  const judged = await exhaustive(
    { space: denoiser.space, denoiser, schedule: denoiser.schedule },
    { by, ends, toData: byEnergy(fresh('judge', samples), all.dimension) },
    { budget, samples, seed: 'judge' },
  );
  const swept = performance.now();
  const place = judged.findIndex(({ name }) => name === found.name);
  const [best, median, chosen] = [judged[0], judged[judged.length >> 1], judged[place]];
  if (best === undefined || median === undefined || chosen === undefined)
    throw new Error(`${found.name} was not judged`);
  const [c, b, m] = [chosen, best, median].map(({ distance }) =>
    Number(distance.value.toPrecision(4)),
  ) as [number, number, number];
  return {
    ...{
      chosen: chosen.name,
      best: best.name,
      median: median.name,
      distances: { chosen: c, best: b, median: m },
    },
    ...{
      spread: Number(spreadOf(judged).toPrecision(3)),
      place: place + 1,
      pairs: judged.length,
      by,
    },
    seconds: {
      search: Math.round((searched - begun) / 1000),
      sweep: Math.round((swept - searched) / 1000),
    },
  };
}

async function judgedCase(one: Case): Promise<Result> {
  if (one.network === undefined) {
    const { exact } = (await runData(one.data)).all;
    if (exact === undefined) throw new Error(`judging: the law of ${one.data} is not known`);
    return resultOf(exact.denoiser(await scheduleFrom(one.schedule ?? 'vp')), exact, one);
  }
  if (one.network.made !== undefined) prepareRun(root, one.network.made);
  await useBackend('native');
  const { network, schedule } = await openRun(path.join(root, one.network.run));
  try {
    return await resultOf<Tensor>(networkDenoiser(network, schedule), undefined, one);
  } finally {
    network.dispose();
  }
}

const wanted = process.argv.slice(2);
const results: Record<string, Result> = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8'))
  : {};
for (const one of cases) {
  if (results[one.name] !== undefined || !wanted.every((word) => one.name.includes(word))) continue;
  const found = await judgedCase(one);
  results[one.name] = found;
  writeFileSync(file, `${JSON.stringify(results, undefined, 1)}\n`);
  const { distances, spread, place, pairs, seconds } = found;
  const ratio = distances.chosen / distances.best;
  console.log(
    `${one.name}: ${found.chosen} (${ratio.toFixed(3)} of the best, ${found.best}; place ${place} of ${pairs}; spread ${spread}; best ${distances.best}, median ${distances.median}; ${seconds.search} + ${seconds.sweep} s)`,
  );
}
writeFileSync(page, withTable(readFileSync(page, 'utf8'), results));
