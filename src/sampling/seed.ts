/** A seed for a run that was given none: it goes into the run's result, so that it can be repeated. */
export function drawnSeed(): number {
  return globalThis.crypto.getRandomValues(new Uint32Array(1))[0] as number;
}
