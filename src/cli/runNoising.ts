import { InputError } from '../errors/index.ts';
import { writePoints, writeWhole } from '../io/index.ts';
import { foldIn, freshNoise, keyOf } from '../noise/index.ts';
import { forward, levelAt } from '../problem/index.ts';
import { forwardStrip, pngOf } from '../report/index.ts';
import { imagePictures } from '../run/index.ts';
import { drawnSeed, evenAngles, forwardStates } from '../sampling/index.ts';
import { float64 } from '../space/index.ts';
import { requireWritableFile } from './destination.ts';
import type { NoiseOptions } from './noiseOptions.ts';
import { subjectOf } from './subject.ts';
import type { Terminal } from './terminal.ts';

/** Arrays [paths, ...] of each time as one [paths, times, ...]. */
function byPath(states: readonly ArrayLike<number>[], paths: number): Float32Array {
  const size = (states[0]?.length ?? 0) / paths;
  const out = new Float32Array(states.length * paths * size);
  for (const [time, state] of states.entries()) {
    for (let i = 0; i < state.length; i++) {
      const path = Math.floor(i / size);
      out[(path * states.length + time) * size + (i % size)] = state[i] as number;
    }
  }
  return out;
}

/**
 * `tfjs-sde noise`: pictures on their way into noise, along one path each; the file appears whole.
 * @throws InputError for what cannot be used
 */
export async function runNoising(
  data: string,
  { samples, columns = 9, times: asked, seed = drawnSeed(), out: file, json, ...of }: NoiseOptions,
  { out }: Terminal,
): Promise<void> {
  requireWritableFile('--out', file);
  const { dataset, ofLatents, schedule: named } = await subjectOf(data, of.schedule);
  if (ofLatents) {
    throw new InputError(`${data}: noises latents, which are no pictures; give data by name`);
  }
  const { schedule, label } = named;
  const pictures = imagePictures(`noise ${data}`, dataset.shape);
  const times = asked ?? evenAngles(schedule, columns);
  const key = keyOf(seed);
  const rows = { first: 0, count: samples };
  const space = float64(dataset.shape);
  const x0 = dataset.draw(foldIn(key, 'data'), rows);
  const noise = freshNoise(space, foldIn(key, 'noise'), rows);
  const states = forwardStates(forward(schedule, space), x0, times, noise);
  if (/\.npy$/i.test(file)) {
    await writePoints(file, byPath(states, samples), [samples, times.length, ...dataset.shape]);
  } else {
    const shown = states.map((x, i) => pictures.of(x, levelAt(schedule, times[i] as number)));
    const at = times.map((t) => ({ t, logSnr: schedule.logSnr(t) }));
    const strip = await forwardStrip(byPath(shown, samples), pictures.shape, at);
    await writeWhole(file, await pngOf(strip));
  }
  const facts = { file, data, schedule: label, samples, times, seed };
  out.write(
    json
      ? `${JSON.stringify(facts, undefined, 2)}\n`
      : `${file}: ${samples} pictures of ${data} at ${times.length} times of ${label}, seed ${seed}\n`,
  );
}
