import { InputError, requireInRange, requireInteger } from '../errors/index.ts';
import { fillUniform, type Key } from '../noise/index.ts';
import type { Schedule } from '../problem/index.ts';
import type { TimeSampling } from './times.ts';

/**
 * Training times i / N drawn in proportion to the size of their recent losses, which makes the loss of all times together
 * less noisy; it stays unbiased, since a row's loss is weighted with 1 / (N p_i).
 *
 *   p_i proportional to sqrt(mean of the last `kept` L_i^2), mixed with a share `uniform` of 1/N
 *
 * Until every time has been seen `kept` times all are drawn as often. It remembers, so one serves one run.
 *
 * @see Nichol & Dhariwal (2021), arXiv:2102.09672, section 3.3
 */
export class LossHistory implements TimeSampling {
  readonly name: string = 'importance';
  readonly about: string =
    'training times i / N in proportion to their recent losses, weighted so as to stay unbiased';
  readonly source: string = 'Nichol & Dhariwal 2021, arXiv:2102.09672, section 3.3';
  readonly options: Readonly<Record<string, number>>;
  /** N of the schedule, known from the first draw on. */
  #trainingSteps = 0;
  readonly #kept: number;
  readonly #uniform: number;
  /** [N, kept] squares of losses, the oldest overwritten first. */
  #squares = new Float64Array(0);
  #seen = new Uint32Array(0);

  /**
   * @param options its settings
   * @param options.kept losses remembered of each time
   * @param options.uniform share of draws that are uniform, in [0, 1]
   * @throws InputError if a number is out of range
   */
  constructor({ kept = 10, uniform = 0.001 }: { kept?: number; uniform?: number } = {}) {
    requireInteger('importance times: kept', kept);
    requireInRange('importance times: uniform', uniform, 0, 1);
    this.options = { kept, uniform };
    this.#kept = kept;
    this.#uniform = uniform;
  }

  /** p_i of each time, i = 1..N; of none before the first draw. */
  probabilities(): Float64Array {
    const N = this.#trainingSteps;
    if (this.#seen.some((count) => count < this.#kept)) return new Float64Array(N).fill(1 / N);
    const sizes = Float64Array.from({ length: N }, (_, i) => {
      const own = this.#squares.subarray(i * this.#kept, (i + 1) * this.#kept);
      return Math.sqrt(own.reduce((a, b) => a + b, 0) / this.#kept);
    });
    const total = sizes.reduce((a, b) => a + b, 0);
    if (total === 0) return sizes.fill(1 / N);
    return sizes.map((size) => ((1 - this.#uniform) * size) / total + this.#uniform / N);
  }

  /** @throws InputError unless the schedule has training times, as many as the history if that has begun */
  draw(schedule: Schedule, key: Key, first: number, count: number): Float64Array {
    if (this.#trainingSteps === 0) this.#begin(schedule.trainingSteps ?? 0);
    const N = this.#trainingSteps;
    if (N === 0 || schedule.trainingSteps !== N) {
      throw new InputError(
        `importance times: ${N === 0 ? 'need' : `the history is of ${N}`} training times, schedule ${schedule.name} has ${schedule.trainingSteps ?? 'none'}; use a discrete one such as ddpm`,
      );
    }
    const probabilities = this.probabilities();
    const shares = new Float64Array(count);
    fillUniform(shares, 1, key, first);
    return shares.map((share) => {
      let [i, left] = [0, share];
      while (i < N - 1 && left >= (probabilities[i] as number))
        left -= probabilities[i++] as number;
      return (i + 1) / N;
    });
  }

  /** 1 / (N p_i) of each drawn time. */
  weights(times: Float64Array): Float64Array {
    const probabilities = this.probabilities();
    const N = this.#trainingSteps;
    return times.map((t) => 1 / (N * (probabilities[Math.round(t * N) - 1] as number)));
  }

  /** Remembers the losses that were seen at some times, without the weights. */
  record(times: Float64Array, losses: ArrayLike<number>): void {
    for (const [row, t] of times.entries()) {
      const i = Math.round(t * this.#trainingSteps) - 1;
      const seen = this.#seen[i] as number;
      this.#squares[i * this.#kept + (seen % this.#kept)] = (losses[row] as number) ** 2;
      this.#seen[i] = seen + 1;
    }
  }

  /** Squares of losses [N, kept] and how often each time was seen [N]. */
  state(): Readonly<Record<string, Float64Array>> {
    return { squares: this.#squares.slice(), seen: Float64Array.from(this.#seen) };
  }

  /** @throws InputError unless the state is that of a history that keeps as many losses of each time */
  restore({ squares, seen }: Readonly<Record<string, Float64Array>>): void {
    if (
      squares === undefined ||
      seen === undefined ||
      squares.length !== seen.length * this.#kept
    ) {
      throw new InputError(
        `importance times: the state to restore must hold ${this.#kept} squares of losses for each count, got ${squares?.length ?? 0} for ${seen?.length ?? 0}`,
      );
    }
    this.#begin(seen.length);
    this.#squares.set(squares);
    this.#seen.set(seen);
  }

  #begin(trainingSteps: number): void {
    this.#trainingSteps = trainingSteps;
    this.#squares = new Float64Array(trainingSteps * this.#kept);
    this.#seen = new Uint32Array(trainingSteps);
  }
}
