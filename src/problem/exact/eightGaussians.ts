import { requirePositive } from '../../errors/index.ts';
import type { ExactProblem } from './exactProblem.ts';
import { gaussianMixture } from './gaussianMixture.ts';

/**
 * Equal Gaussians on a circle, scaled to unit variance in each coordinate: the problem whose figures the field compares
 * samplers on. By default eight of sd 0.3 on a radius of 4, divided by sqrt(4^2 / 2 + 0.3^2) = 2.844.
 */
export function eightGaussians({
  radius = 4,
  sd = 0.3,
}: {
  radius?: number;
  sd?: number;
} = {}): ExactProblem {
  requirePositive('eight-gaussians: radius', radius);
  requirePositive('eight-gaussians: sd', sd);
  const scale = Math.sqrt(radius ** 2 / 2 + sd ** 2);
  const means = Array.from({ length: 8 }, (_, k) => [
    (radius / scale) * Math.cos((Math.PI * k) / 4),
    (radius / scale) * Math.sin((Math.PI * k) / 4),
  ]);
  return { ...gaussianMixture({ means, sd: sd / scale }), name: 'eight-gaussians' };
}
