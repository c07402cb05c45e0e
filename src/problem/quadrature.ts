const order = 10;

/** Nodes and weights of Gauss-Legendre quadrature on [0, 1], by Newton's method on the Legendre polynomial. */
export const gaussLegendre: readonly { readonly node: number; readonly weight: number }[] =
  Array.from({ length: order }, (_, i) => {
    let x = Math.cos((Math.PI * (i + 0.75)) / (order + 0.5));
    let slope = 0;
    for (let round = 0; round < 8; round++) {
      let [before, value] = [1, x];
      for (let n = 2; n <= order; n++)
        [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
      slope = (order * (x * value - before)) / (x * x - 1);
      x -= value / slope;
    }
    return { node: (1 + x) / 2, weight: 1 / ((1 - x * x) * slope * slope) };
  });

/** The integral of f by the ten nodes of {@link gaussLegendre}: exact for polynomials up to degree 19. */
export function quadrature(f: (t: number) => number, from: number, to: number): number {
  return (
    gaussLegendre.reduce(
      (sum, { node, weight }) => sum + weight * f(from + node * (to - from)),
      0,
    ) *
    (to - from)
  );
}
