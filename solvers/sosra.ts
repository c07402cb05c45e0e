import { uniformLogSnr } from '../src/grids/index.ts';
import { type AdditiveTableau, additiveRungeKutta } from './additiveRungeKutta.ts';
import type { AdditiveSolver } from './solver.ts';

/** @see Rackauckas & Nie (2018), arXiv:1804.04344 */
export const sosraTableau: AdditiveTableau = {
  kind: 'additive',
  alpha: [0.2889874966892885, 0.6859880440839937, 0.025024459226717772],
  A0: [[], [0.6923962376159507], [-3.1609142252828395, 4.1609142252828395]],
  B0: [[], [1.3371632704399763], [1.442371048468624, 1.8632741501139225]],
  c0: [0, 0.6923962376159507, 1],
  c1: [0, 0.041248171110700504, 1],
  b1: [-16.792534242221663, 17.514995785380226, 0.27753845684143835],
  b2: [0.4237535769069274, 0.6010381474428539, -1.0247917243497813],
};

/**
 * SOSRA: a stochastic Runge-Kutta method of three stages for additive noise, strong order 1.5, whose region of stability was
 * made large.
 *
 * @category Additive noise
 * @see Rackauckas & Nie (2018), arXiv:1804.04344; the step is in additiveRungeKutta.ts
 */
export function sosra(): AdditiveSolver {
  return {
    name: 'sosra',
    options: {},
    solves: 'additive-sde',
    isStochastic: true,
    order: { strong: 1.5, weak: 2 },
    evaluationsPerStep: 3,
    source: 'Rackauckas & Nie 2018, arXiv:1804.04344',
    defaultGrid: uniformLogSnr(),
    tableau: sosraTableau,
    step: additiveRungeKutta(sosraTableau),
  };
}
