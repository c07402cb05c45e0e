import fc from 'fast-check';
import { cosine, ddpm, edm, flow, type Schedule, subVp, ve, vp } from '../problem/index.ts';
import { digits, shown } from './shown.ts';

/** A number in [min, max]. */
const number = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true });

/** Linear rates that rise from less than 1 to what makes noise of the data. */
const rates = fc.record({ betaMin: number(0.01, 1), betaMax: number(6, 30) });

/** The same schedule, which counterexamples show by its name and settings. */
export function named(schedule: Schedule): Schedule {
  const options = Object.entries(schedule.options)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'number' ? digits(value) : value}`);
  return shown(schedule, `${schedule.name}(${options.join(', ')})`);
}

/** Every kind of schedule that has a name, with settings as people use them. */
export function anySchedule(): fc.Arbitrary<Schedule> {
  return fc
    .oneof(
      rates.map(vp),
      rates.map(subVp),
      fc.record({ sigmaMin: number(1e-3, 0.05), sigmaMax: number(5, 300) }).map(ve),
      fc.record({ sigmaMin: number(1e-3, 0.05), sigmaMax: number(5, 100) }).map(edm),
      fc.record({ s: number(1e-3, 0.05) }).map(cosine),
      fc
        .record({
          betas: fc.constantFrom('linear' as const, 'scaled-linear' as const, 'cosine' as const),
          steps: fc.integer({ min: 50, max: 1000 }),
        })
        .map(ddpm),
      fc.constant(flow()),
    )
    .map(named);
}
