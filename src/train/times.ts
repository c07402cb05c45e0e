import { InputError, requireInteger } from '../errors/index.ts';
import { fillUniform, type Key } from '../noise/index.ts';
import type { Schedule } from '../problem/index.ts';

/** How the noise levels of a training batch are drawn: [count] times for rows from `first` on, pure in the key. */
export interface TimeSampling {
  readonly name: string;
  readonly options: Readonly<Record<string, number>>;
  /** One line: how they are drawn. */
  readonly about: string;
  readonly source: string;
  /** Whether it gives training times i / N alone. */
  readonly isDiscrete?: true;
  /** [count] times. */
  draw(schedule: Schedule, key: Key, first: number, count: number): Float64Array;
  /** What the loss at each drawn time is to be multiplied with, where times are not drawn evenly. */
  weights?(times: Float64Array): Float64Array;
  /** Takes note of the losses that were seen, one per row, without weights. */
  record?(times: Float64Array, losses: ArrayLike<number>): void;
  /** What it remembers, to be restored by a run that goes on; arrays by name. */
  state?(): Readonly<Record<string, Float64Array>>;
  /** Takes over what another of its kind remembered. */
  restore?(state: Readonly<Record<string, Float64Array>>): void;
}

/** The time at a share in (0, 1) of the schedule's range for training. */
export function timeAt({ range, trainingTime }: Schedule, share: number): number {
  const [low, high] = range.train;
  return trainingTime?.(share) ?? low + share * (high - low);
}

function shares(key: Key, first: number, count: number): Float64Array {
  const drawn = new Float64Array(count);
  fillUniform(drawn, 1, key, first);
  return drawn;
}

/** Independent times, uniform over the schedule's range for training. */
export function uniformTimes(): TimeSampling {
  return {
    name: 'uniform',
    options: {},
    about: 'independent, uniform over the range for training',
    source: 'Song et al. 2021, arXiv:2011.13456, eq. 7',
    draw: (schedule, key, first, count) =>
      shares(key, first, count).map((share) => timeAt(schedule, share)),
  };
}

/**
 * One time in each of `count` equal parts of the range: as uniform as independent times on average, with less variance.
 * @see Kingma et al. (2021), arXiv:2107.00630, appendix I.1
 */
export function stratifiedTimes(): TimeSampling {
  return {
    name: 'stratified',
    options: {},
    about: 'one in each of as many equal parts of the range as the batch has rows',
    source: 'Kingma et al. 2021, arXiv:2107.00630, appendix I.1',
    draw: (schedule, key, first, count) =>
      shares(key, first, count).map((share, row) => timeAt(schedule, (row + share) / count)),
  };
}

/**
 * Training times i / N of a discrete schedule, i uniform in 1..N, as Algorithm 1 draws them.
 * @throws InputError when drawing on a schedule without training times
 * @see Ho, Jain & Abbeel (2020), arXiv:2006.11239, algorithm 1
 */
export function discreteTimes(): TimeSampling {
  return {
    name: 'discrete',
    options: {},
    about: 'training times i / N of a discrete schedule, as in DDPM',
    source: 'Ho, Jain & Abbeel 2020, arXiv:2006.11239, algorithm 1',
    isDiscrete: true,
    draw: (schedule, key, first, count) => {
      const N = schedule.trainingSteps;
      if (N === undefined) {
        throw new InputError(
          `discrete times: schedule ${schedule.name} has no training times; use ddpm, or uniform times`,
        );
      }
      return shares(key, first, count).map((share) => (Math.floor(share * N) + 1) / N);
    },
  };
}

/**
 * One of `count` equally spaced times, each as likely: on VE the geometric noise levels of NCSN, from sigmaMax down to sigmaMin.
 * @param options its settings
 * @param options.count noise levels, at least two
 * @throws InputError if count is not an integer of at least 2
 * @see Song & Ermon (2019), arXiv:1907.05600, section 4.2
 */
export function levelTimes({ count: levels = 10 }: { count?: number } = {}): TimeSampling {
  requireInteger('level times: count', levels, 2);
  return {
    name: 'levels',
    options: { count: levels },
    about: 'one of so many equally spaced times: the noise levels of NCSN on ve',
    source: 'Song & Ermon 2019, arXiv:1907.05600, section 4.2',
    draw: (schedule, key, first, count) =>
      shares(key, first, count).map((share) =>
        timeAt(schedule, Math.floor(share * levels) / (levels - 1)),
      ),
  };
}
