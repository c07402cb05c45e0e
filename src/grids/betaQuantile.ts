/** int_0^x u^(a - 1) (1 - u)^(b - 1) du for x up to (a + 1) / (a + b + 2), by its continued fraction, as Lentz evaluates it. */
function integral(x: number, a: number, b: number): number {
  if (x === 0) return 0;
  const tiny = 1e-300;
  const filled = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let d = 1 / filled(1 - ((a + b) * x) / (a + 1));
  let [c, fraction] = [1, d];
  const take = (term: number): number => {
    d = 1 / filled(1 + term * d);
    c = filled(1 + term / c);
    return c * d;
  };
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    const change = take(even) * take(odd);
    fraction *= change;
    if (Math.abs(change - 1) < 2 ** -52) break;
  }
  return (x ** a * (1 - x) ** b * fraction) / a;
}

/**
 * The quantile of the beta distribution: the x below which a share of it lies, to rounding.
 *
 * @param a above 0
 * @param b above 0
 * @see Press et al. (2007), Numerical Recipes, section 6.4
 */
export function betaQuantile(a: number, b: number): (share: number) => number {
  const middle = (a + 1) / (a + b + 2);
  const whole = integral(middle, a, b) + integral(1 - middle, b, a);
  const upTo = (x: number): number =>
    x <= middle ? integral(x, a, b) / whole : 1 - integral(1 - x, b, a) / whole;
  return (share) => {
    let [low, high] = [0, 1];
    for (;;) {
      const x = (low + high) / 2;
      if (x <= low || x >= high) return high;
      if (upTo(x) < share) low = x;
      else high = x;
    }
  };
}
