import { rms } from '../../src/compare/reference.ts';
import { directions, slicedWassersteinToLaw } from '../../src/metrics/index.ts';
import { keyOf } from '../../src/noise/index.ts';
import { energyToLaw } from './energyToLaw.ts';
import { type Figure, type Figures, type Measure, measures } from './front.ts';
import { components, p1 } from './p1.ts';

/** Directions in the plane, at equal angles. */
const along = directions(2, 64, keyOf('none is drawn in the plane'));
const quantiles = new Map<number, readonly Float64Array[]>();

function quantilesOf(count: number): readonly Float64Array[] {
  const known =
    quantiles.get(count) ??
    Array.from({ length: along.length / 2 }, (_, k) =>
      p1.quantiles(along.subarray(2 * k, 2 * k + 2), count),
    );
  quantiles.set(count, known);
  return known;
}

/** All measures of samples whose flow ends at `end`. */
export function measured(x: Float64Array, end: Float64Array): Readonly<Record<Measure, number>> {
  const options = { dimension: 2, directions: along, quantiles: quantilesOf(x.length / 2) };
  return {
    // the error comes from repeats: two groups are the fewest
    sw2: slicedWassersteinToLaw(x, { ...options, groups: 2 }).value,
    ed: 1000 * energyToLaw(x, components),
    rms: rms(x, end, 2),
  };
}

/** Mean of independent repeats and its standard error. */
function mean(values: readonly number[]): Figure {
  const count = values.length;
  const value = values.reduce((sum, v) => sum + v, 0) / count;
  const square = values.reduce((sum, v) => sum + (v - value) ** 2, 0) / (count - 1);
  return { value, error: Math.sqrt(square / count) };
}

/** The figures that repeats from independent starts give. */
export function figuresOf(repeats: readonly Readonly<Record<Measure, number>>[]): Figures {
  const of = (measure: Measure): [Measure, Figure] => [
    measure,
    mean(repeats.map((repeat) => repeat[measure])),
  ];
  return Object.fromEntries(measures.map(of)) as Figures;
}
