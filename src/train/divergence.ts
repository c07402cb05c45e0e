/** Training left the finite numbers or went astray; `step` says when. */
export class TrainingDivergedError extends Error {
  override readonly name: string = 'TrainingDivergedError';
  readonly step: number;
  /** @param loss the loss of the step, or the mean of the last hundred */
  constructor(loss: number, step: number) {
    const what = Number.isFinite(loss)
      ? `diverges: a mean loss of ${loss.toPrecision(3)}`
      : `is ${loss}`;
    super(
      `train: the loss ${what} at step ${step}; try a smaller learning rate, gradient clipping or warm-up`,
    );
    this.step = step;
  }

  /** The same, saying what is kept. */
  keeping(what: string): this {
    this.message = `${this.message}; ${what}`;
    return this;
  }
}
