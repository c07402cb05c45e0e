import type { AnySolver, Certificate } from './certificate.ts';
import { doublings } from './doublings.ts';
import { growth, growthMoments } from './growth.ts';
import { sinhMoment, sinhOfBrownianMotion } from './sinhOfBrownianMotion.ts';
import { expectation, stepLaw } from './stepLaw.ts';
import { weakCertificate } from './weakOrder.ts';

/**
 * The weak order of a solver on geometric Brownian motion, where a step from x leads to x R: after N steps E[x] = x_0 E[R]^N and
 * E[x^2] = x_0^2 E[R^2]^N, held against what is exact. The expectations are exact, too: see {@link stepLaw}.
 *
 * @param solver one that solves an Ito SDE
 * @param declared the order it is held to
 */
export function weakOrderOfGrowth(solver: AnySolver, declared: number): Certificate {
  const { name, sde, from, to } = growth;
  const [start = Number.NaN] = growth.start(1);
  const wanted = growthMoments();
  const found = doublings(32, 4).map((steps) => {
    const law = stepLaw(solver, sde, 1, from, from + (to - from) / steps);
    const moments = wanted.map((exact, i) => {
      const n = i + 1;
      return Math.abs((start ** n * expectation(law, (r) => r ** n) ** steps) / exact - 1);
    });
    return { steps, moments };
  });
  return weakCertificate(solver, declared, `mean and second moment of ${name}`, found);
}

/** Where steps start: both sides of the bend of sqrt(1 + x^2), which is even. */
const starts = [-1.3, -0.4, 0.3, 0.9] as const;

/**
 * The weak order of a solver by one step where neither drift nor noise are linear, forwards and backwards in time: moments of
 * the increment that are right up to h^(p+1) make the weak order p. It is the order of the error over h, the root mean square
 * of some starts.
 *
 * @param solver one that solves an Ito SDE
 * @param declared the order it is held to
 * @see Milstein & Tretyakov (2004), Stochastic Numerics for Mathematical Physics, chapter 2
 */
export function localWeakOrder(solver: AnySolver, declared: number): Certificate {
  const found = doublings(16, 4).map((steps) => {
    const moments = ([1, -1] as const).flatMap((way) =>
      [1, 2, 3, 4, 5].map((n) => {
        const [t, s] = [0.2, 0.2 + way / steps];
        const errors = starts.map((x) => {
          const law = stepLaw(solver, sinhOfBrownianMotion(way), x, t, s);
          return expectation(law, (v) => v ** n) - sinhMoment(n, x, t, s);
        });
        return Math.hypot(...errors) * steps;
      }),
    );
    return { steps, moments };
  });
  return weakCertificate(solver, declared, 'moments of a step of sinh of a Brownian motion', found);
}
