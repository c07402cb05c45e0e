/** A run that could not meet its tolerance. */
export class ToleranceError extends Error {
  override readonly name: string = 'ToleranceError';
  /** Where it stood. */
  readonly t: number;
  /** Steps that were tried. */
  readonly steps: number;
  constructor(message: string, t: number, steps: number) {
    super(message);
    this.t = t;
    this.steps = steps;
  }
}
