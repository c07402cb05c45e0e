import { z } from 'zod';
import type { MarginalDensity, Paths, Pictures, ScoreField } from '../../compare/index.ts';
import { number } from './stored.ts';

const points: z.ZodType<Float64Array> = z
  .array(number)
  .transform((values) => Float64Array.from(values));

const paths: z.ZodType<Paths> = z.object({ times: points, states: z.array(points) });

const field: z.ZodType<ScoreField> = z.object({
  ...{ t: number, alpha: number, logSnr: number, points },
  ...{ exact: points.exactOptional(), network: points.exactOptional() },
});

const density: z.ZodType<MarginalDensity> = z.object({
  ...{ times: points, places: points, density: points, isLogarithmic: z.boolean() },
});

/** Pictures as JSON holds them. */
export const picturesSchema: z.ZodType<Pictures> = z.object({
  data: points,
  samples: z.array(points),
  forward: paths,
  reverse: z.array(z.object({ solver: z.string(), paths })),
  density,
  fields: z.array(field),
});

/** Positions to five digits, which is more than a picture shows; Float64Arrays become lists, which JSON has. */
export function listed(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(5));
  if (value instanceof Float64Array) return Array.from(value, listed);
  if (Array.isArray(value)) return value.map(listed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, listed(each)]));
}
