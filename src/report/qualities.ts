import type { Cell, Comparison } from '../compare/index.ts';
import type { Quality } from './qualityFigure.ts';

/** What figures show of a comparison on one score. */
export function qualities(comparison: Comparison, score: Cell['score']): readonly Quality[] {
  const front = comparison.front[score].flatMap((i) => comparison.cells[i] ?? []);
  const { energy, slicedWasserstein, law } = comparison.floor;
  return [
    { label: 'energy distance to fresh data', of: (cell) => cell.energy, floor: energy, front },
    {
      label: 'sliced Wasserstein-2 to fresh data',
      of: (cell) => cell.slicedWasserstein,
      floor: slicedWasserstein,
    },
    {
      label:
        score === 'exact'
          ? "rms distance to the flow's end"
          : "rms distance to the end of the network's own flow",
      of: (cell) =>
        cell.flowDistance === undefined ? undefined : { value: cell.flowDistance, error: 0 },
    },
    {
      label: 'sliced Wasserstein-2 to the exact law',
      of: (cell) => cell.lawDistance,
      ...(law === undefined ? {} : { floor: law }),
    },
  ];
}
