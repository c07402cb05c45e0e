import type { HostArray } from '../space/index.ts';

/** A network as far as its features go. */
export interface Extractor {
  /** Features of each sample, flat: as many for each. Samples are flat, of the shape it was opened for. */
  of(samples: HostArray): Promise<Float32Array>;
  dispose(): void;
}
