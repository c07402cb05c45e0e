import type { HostArray } from '../space/index.ts';

/** A standard normal is above it with probability 1/6. */
const sixth = 0.967421566101701;

/**
 * Turns normals of standard deviation `std` into the three-point variables with the same first five moments: +-sqrt(3) std
 * with probability 1/6 each, else 0. Each is the nearest there is to its normal in order: the largest sixth becomes sqrt(3) std.
 *
 * @see Kloeden & Platen (1992), eq. 14.2.8
 */
export function roundToThreePoints(out: HostArray, std: number): void {
  const [edge, far] = [sixth * std, Math.sqrt(3) * std];
  for (let i = 0; i < out.length; i++) {
    const normal = out[i] as number;
    if (normal > edge) out[i] = far;
    else out[i] = normal < -edge ? -far : 0;
  }
}
