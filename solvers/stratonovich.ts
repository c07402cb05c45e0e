import type { ItoSde } from '../src/problem/index.ts';
import type { Term } from '../src/space/index.ts';

/**
 * The drift over a step of an Ito SDE read in the sense of Stratonovich, as terms: h f - |h|/2 g dg/dx. Ito's correction comes of
 * dw^2 = |dt|, so it does not turn around when time runs backwards.
 *
 * @see Kloeden & Platen (1992), section 4.9
 */
export function stratonovichDrift<X>(
  { drift, diffusion }: ItoSde<X>,
  x: X,
  t: number,
  h: number,
): readonly Term<X>[] {
  const moved = [h, drift(x, t)] as const;
  if (diffusion.kind === 'additive') return [moved];
  return [moved, [-Math.abs(h) / 2, diffusion.correction(x, t)]];
}
