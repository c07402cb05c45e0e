import { InputError, requireInteger } from '../errors/index.ts';
import type { Rows } from '../noise/index.ts';
import { clean, levelAt, type ReverseDiffusion } from '../problem/index.ts';
import { apngOf, type Moment, reverseFrames } from '../report/index.ts';
import type { State } from '../sampling/index.ts';
import { spread } from '../sampling/spread.ts';
import type { StatePictures } from './statePictures.ts';

/** What is filmed. */
export interface FilmOptions {
  /** Samples of the draw, each in every frame; 1024 at most. */
  readonly samples: number;
  /** Intervals of its grid. */
  readonly steps: number;
  /** Frames at most, the first and the last state among them; 60 by default. */
  readonly frames?: number | undefined;
  /** Pictures of a row. */
  readonly columns?: number | undefined;
}

/** A draw as it is filmed. */
export interface ReverseFilm {
  /** How many frames it has. */
  readonly frames: number;
  /**
   * Takes a picture of a state and of x0 as it is expected there, if it is one of those that become a frame; for `onStep` of sample,
   * whose samples do not change by it. The network is called once more for each frame.
   */
  keep<X>(
    state: State<X>,
    rows: Rows,
    diffusion: Pick<ReverseDiffusion<X>, 'space' | 'schedule' | 'predict'>,
  ): Promise<void>;
  /**
   * The film as the bytes of an APNG file; its still picture is the last frame, the samples.
   * @throws InputError unless every state has come by
   */
  apng(): Promise<Uint8Array>;
}

/** Pictures in a frame at most. */
const most = 1024;

/** Values of [-1, 1] in a byte each: frames of many samples are held until the last batch has come. */
const bytes = (values: ArrayLike<number>): Uint8Array =>
  Uint8Array.from(values, (value) => Math.round(255 * Math.min(Math.max((value + 1) / 2, 0), 1)));

/**
 * Films a draw: the samples of every batch on their way from noise to data, and beside them x0 as the network expects it.
 *
 * @example
 * ```ts
 * const run = await openRun('runs/digits');
 * const diffusion = reverse(networkDenoiser(run.network, run.schedule));
 * const film = reverseFilm(statePictures('reverse.png', run), { samples: 64, steps: 20 });
 * const onStep = (state, rows) => film.keep(state, rows, diffusion);
 * await sample(diffusion, { solver: dpmpp2m(), samples: 64, steps: 20, onStep });
 * await writeFile('reverse.png', await film.apng());
 * ```
 * @throws InputError for too many samples, and fewer than two frames
 */
export function reverseFilm(
  pictures: StatePictures,
  { samples, steps, frames = 60, columns }: FilmOptions,
): ReverseFilm {
  requireInteger('an animation: frames', frames, 2);
  if (samples > most) {
    throw new InputError(`an animation shows at most ${most} samples, got ${samples}; draw fewer`);
  }
  const { shape } = pictures;
  const size = shape.reduce((product, n) => product * n, 1);
  const kept = spread(steps, frames);
  const moments = new Map<number, Moment & { states: Uint8Array; estimates: Uint8Array }>();
  return {
    frames: kept.size,
    async keep({ x, t, step }, { first }, { space, schedule, predict }) {
      if (!kept.has(step)) return;
      const level = levelAt(schedule, t);
      const states = bytes(pictures.of(await space.read(x), level));
      const at = moments.get(step) ?? {
        ...{ t, step, logSnr: schedule.logSnr(t) },
        states: new Uint8Array(samples * size),
        estimates: new Uint8Array(samples * size),
      };
      moments.set(step, at);
      at.states.set(states, first * size);
      if (level.sigma === 0) {
        at.estimates.set(states, first * size);
        return;
      }
      const x0 = space.scope(() => predict(x, t).x0);
      at.estimates.set(bytes(pictures.of(await space.read(x0), clean)), first * size);
      space.free(x0);
    },
    async apng() {
      if (moments.size < kept.size) {
        throw new InputError(
          `an animation of ${steps} steps needs ${kept.size} states, got ${moments.size}; give the steps of the draw`,
        );
      }
      return apngOf(
        await reverseFrames([...moments.values()], shape, { columns, range: [0, 255] }),
      );
    },
  };
}
