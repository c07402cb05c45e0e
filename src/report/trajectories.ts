import type { Pictures } from '../compare/index.ts';
import { type Html, html } from './html.ts';
import type { Mark } from './marks.ts';
import { pathsOverTime, pathsPicture } from './pathsFigure.ts';
import { type Window, windowOf } from './plane.ts';

/** Paths from data to noise and back by each solver, in the plane and over time. */
export function trajectories(pictures: Pictures, marks: readonly Mark[], dataWindow: Window): Html {
  const window = windowOf(
    Float64Array.from(pictures.forward.states.flatMap((state) => [...state])),
  );
  const { density } = pictures;
  const windows = { window, dataWindow };
  const colorOf = (solver: string): string =>
    marks.find(({ name }) => name === solver)?.color ?? 'var(--ink)';
  const soft = 'var(--soft)';
  const tiles = pictures.reverse.map(({ solver, paths }) =>
    pathsPicture(
      { name: solver, series: marks.find(({ name }) => name === solver)?.series },
      windows,
      paths,
      colorOf(solver),
    ),
  );
  const shown = [true, false].flatMap((isStochastic) => {
    const mark = marks.find((each) => each.isStochastic === isStochastic);
    return pictures.reverse.filter(({ solver }) => solver === mark?.name);
  });
  const overTime = shown.map(
    ({ solver, paths }) =>
      html`<figure>${pathsOverTime(`noise to data with ${solver}`, paths, density, colorOf(solver))}<figcaption>Noise to data with ${solver}</figcaption></figure>`,
  );
  return html`<p>Forward, the noising SDE takes data to noise. Backward, every solver starts from the same noise; dots mark where paths end. Stochastic solvers wander, deterministic ones follow the probability flow. Over time, grey is the density of noised data, relative to its highest at each time.</p>
<div class="tiles">${pathsPicture({ name: 'forward: data to noise' }, windows, pictures.forward, soft)}${tiles}</div>
<div class="pair"><figure>${pathsOverTime('data to noise', pictures.forward, density, soft)}<figcaption>Data to noise</figcaption></figure>${overTime}</div>`;
}
