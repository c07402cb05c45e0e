import { describe, expect, test } from 'vitest';
import { dpmpp3m } from '../../solvers/index.ts';
import { type AnySolver, flowOrder } from '../../src/certify/index.ts';

/** DPM-Solver++(3M) as widely used implementations write it: phi_3 D2 in the place of 2 phi_3 D2. */
const withoutTheTwo: AnySolver = {
  ...dpmpp3m(),
  name: 'dpmpp-3m without the 2',
  step(at) {
    const { problem, t, s, past } = at;
    const { space, schedule, predict } = problem;
    const { logSnr } = schedule;
    const { x } = dpmpp3m().step(at);
    const { x0 } = predict(at.x, t);
    const [last, before] = past;
    if (last?.x0 === undefined || before?.x0 === undefined) return { x, past: { t, x0 } };
    const h = logSnr(s) - logSnr(t);
    const [r0, r1] = [logSnr(t) - logSnr(last.t), logSnr(last.t) - logSnr(before.t)].map(
      (own) => own / h,
    ) as [number, number];
    const phi3 = (Math.expm1(-h) / h + 1) / h - 1 / 2;
    const half = (schedule.alpha(s) * phi3) / (r0 + r1);
    const bend = [
      [half / r0, x0],
      [-half / r0 - half / r1, last.x0],
      [half / r1, before.x0],
    ] as const;
    return { x: space.combine([1, x], ...bend), past: { t, x0 } };
  },
};

describe('a widespread slip', () => {
  test('dpmpp-3m without the 2 has order 2, and its certificate of order 3 fails', async () => {
    expect(await flowOrder(withoutTheTwo, 3)).toMatchObject({ verdict: 'fails' });
    expect(await flowOrder(withoutTheTwo, 2)).toMatchObject({ verdict: 'holds' });
    expect(await flowOrder(dpmpp3m(), 3)).toMatchObject({ verdict: 'holds' });
  });
});
