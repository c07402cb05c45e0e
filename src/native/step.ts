/** Does a piece of work and shows it: what it is, and how long it took. */
export type Step = <T>(title: string, work: () => Promise<T>) => Promise<T>;

/** How the work is shown and stopped. */
export interface Supervision {
  readonly step: Step;
  readonly signal: AbortSignal;
}
