import { fillNormal, fillUniform, foldIn, type Key, type Rows } from '../noise/index.ts';
import type { HostArray, Space } from '../space/index.ts';

/** How the trace of a Jacobian is had of products with it. */
export type Trace = 'exact' | 'hutchinson';

/** The law of the probes of Hutchinson's estimator: signs, or standard normals. */
export type ProbeLaw = 'rademacher' | 'gaussian';

/**
 * Estimates of a divergence, each as an array of a batch's shape whose rows sum to it.
 *
 * @param pull v to (d f / d z)^T v
 * @param identity c of the multiple of the unit matrix that is added: c I + scale d f / d z
 */
export type Divergence<X> = (pull: (v: X) => X, identity: number, scale: number) => readonly X[];

/** The diagonal itself: one product for each element of a sample. */
export function exactDivergence<X>(space: Space<X>, count: number): Divergence<X> {
  const { size } = space;
  const unit = (d: number): X =>
    space.fill(count, (out) => {
      for (let i = d; i < out.length; i += size) out[i] = 1;
    });
  return (pull, identity, scale) => {
    let sum = space.fill(count, (out) => out.fill(identity));
    for (let d = 0; d < size; d++) {
      const before = sum;
      sum = space.scope(() => {
        const e = unit(d);
        return space.combine([1, before], [scale, e, pull(e)]);
      });
      // of a thousand elements not all sums are held at once
      space.free(before);
    }
    return [sum];
  };
}

/** One probe for each element of the rows: by key, row and element alone. */
function fillProbe(out: HostArray, law: ProbeLaw, size: number, key: Key, first: number): void {
  if (law === 'gaussian') {
    fillNormal(out, size, key, first);
    return;
  }
  fillUniform(out, size, key, first);
  for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) < 0.5 ? -1 : 1;
}

/**
 * Probes of a batch, by which {@link hutchinsonDivergence} estimates; the caller's to free.
 *
 * @param rows which samples of the whole the batch holds, so that a sample's probes do not depend on the batch
 */
export function probesOf<X>(
  space: Space<X>,
  key: Key,
  rows: Rows,
  { probes, law }: { readonly probes: number; readonly law: ProbeLaw },
): readonly X[] {
  return Array.from({ length: probes }, (_, i) =>
    space.fill(rows.count, (out) => fillProbe(out, law, space.size, foldIn(key, i), rows.first)),
  );
}

/**
 * Hutchinson's estimator, one product for each probe: E v^T A v = tr A where E v v^T = I. The unit matrix is probed as well, so that
 * where the Jacobian is all but a multiple of it, nothing is left to vary.
 *
 * @see Hutchinson (1990), Commun. Stat. Simul. Comput. 19:433; Grathwohl et al. (2019), arXiv:1810.01367
 */
export function hutchinsonDivergence<X>(space: Space<X>, probes: readonly X[]): Divergence<X> {
  return (pull, identity, scale) =>
    probes.map((v) => space.scope(() => space.combine([identity, v, v], [scale, v, pull(v)])));
}
