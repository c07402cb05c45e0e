import type * as Plot from '@observablehq/plot';

/** An option of a mark of Observable Plot that writes the number of a series on what is drawn, by which pages show and hide it. */
export function inSeries(series: number): { readonly render: Plot.RenderFunction } {
  return {
    render: (index, scales, values, dimensions, context, next) => {
      const drawn = next?.(index, scales, values, dimensions, context) ?? null;
      drawn?.setAttribute('data-series', String(series));
      return drawn;
    },
  };
}
