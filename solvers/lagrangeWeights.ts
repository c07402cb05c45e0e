import type { Schedule } from '../src/problem/index.ts';
import { quadrature } from '../src/problem/quadrature.ts';

/** Times between which logSnr is smooth, on the way from t to s: between training times a discrete schedule is linear. */
function pieces(schedule: Schedule, t: number, s: number): readonly number[] {
  const N = schedule.trainingSteps;
  const between: number[] = [];
  if (N !== undefined) {
    for (let i = Math.ceil(t * N); i / N > s; i--) if (i / N < t) between.push(i / N);
  }
  return [t, ...between, s];
}

/** What the polynomial through the noises is one of: t, or log-rho, which is ln(sigma / alpha) = -lambda. */
export type DeisVariable = 't' | 'log-rho';

/**
 * What each of the noises predicted at `times`, the first of which is t, weighs in the probability flow's step from t to s when
 * the polynomial through them is in the place of eps.
 *
 *   C_j = int_t^s alpha_s / alpha_u g(u)^2 / (2 sigma_u) l_j(u) du = -alpha_s int e^(-lambda) l_j(t(lambda)) dlambda
 *
 * l_j is Lagrange's polynomial in t, or in lambda. Over lambda the schedules' functions have no singularity nearer than pi / 2 to the real
 * line, so on panels of width 1 at most ten nodes of Gauss-Legendre are right to (3.1 + 3.3)^-20, rounding. The sum of the
 * weights is known in closed form, -sigma_s expm1(h), and so the first needs no quadrature.
 *
 * @param all the sum of the weights
 * @param variable what the polynomial is one of
 * @see Zhang & Chen (2022), arXiv:2204.13902, section 3
 */
export function lagrangeWeights(
  schedule: Schedule,
  times: readonly number[],
  s: number,
  all: number,
  variable: DeisVariable,
): readonly number[] {
  const [t = Number.NaN] = times;
  const lambdas = pieces(schedule, t, s).map(schedule.logSnr);
  const integral = (of: (lambda: number) => number): number => {
    let sum = 0;
    for (let i = 1; i < lambdas.length; i++) {
      const [from, to] = [lambdas[i - 1] as number, lambdas[i] as number];
      const panels = Math.ceil(to - from);
      const at = (k: number): number => from + (k / panels) * (to - from);
      for (let k = 0; k < panels; k++) sum += quadrature(of, at(k), at(k + 1));
    }
    return sum;
  };
  const isOfTime = variable === 't';
  const nodes = isOfTime ? times : times.map(schedule.logSnr);
  const older = nodes.slice(1).map((own) => {
    const others = nodes.filter((other) => other !== own);
    const polynomial = (u: number): number =>
      others.reduce((product, other) => (product * (u - other)) / (own - other), 1);
    const scale = schedule.alpha(s);
    const at = isOfTime ? schedule.timeOf : (lambda: number): number => lambda;
    return integral((lambda) => -scale * Math.exp(-lambda) * polynomial(at(lambda)));
  });
  return [older.reduce((rest, weight) => rest - weight, all), ...older];
}
