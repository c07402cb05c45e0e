import { describe, expect, test } from 'vitest';
import { scheduleFrom, scheduleLabel } from '../../src/catalogue/index.ts';

test('a label is the text that makes the schedule', async () => {
  const texts = [
    'vp',
    'vp(betaMax=15)',
    'ddpm(betas=cosine)',
    'beta = 0.1 + 19.9 t^2',
    'drift = -2 t x; diffusion = 2 sqrt(t)',
    'alpha = cos(pi t / 2.1); sigma = sin(pi t / 2.1)',
  ];
  for (const text of texts) expect(scheduleLabel(await scheduleFrom(text))).toBe(text);
});

test('blanks and order of formulas do not matter', async () => {
  const [a, b] = [
    await scheduleFrom('diffusion=2 sqrt(t);drift=-2 t'),
    await scheduleFrom(' drift = -2 t x ; diffusion = 2 sqrt(t) '),
  ];
  expect(a.logSnr(0.4)).toBe(b.logSnr(0.4));
});

describe('bad input is refused in words', () => {
  test.each([
    ['pv', 'unknown schedule "pv"; did you mean "vp"?'],
    ['vp(betamax=3)', 'unknown option of vp "betamax"; did you mean "betaMax"?'],
    ['drift = -x', 'a schedule of one\'s own is "beta = ..."'],
    ['beta =', 'a schedule of one\'s own is "beta = ..."'],
    ['beta = 1; beta = 2', 'a schedule of one\'s own is "beta = ..."'],
    ['beta = 1; sigma = t', 'a schedule of one\'s own is "beta = ..."'],
    ['beta = -1', 'must not be negative'],
    ['beta = u', 'u'],
    ['alpha = (-1)^t; sigma = t', 'alpha: "(-1)^t" has no derivative in t: '],
    ['alpha = 1 - t / 2; sigma = (-2)^t t', 'sigma: "(-2)^t t" has no derivative in t: '],
    ['drift = (-2)^x; diffusion = 1', 'drift: "(-2)^x" has no derivative in x: '],
  ])('%s', async (text, message) => {
    await expect(scheduleFrom(text)).rejects.toThrow(message);
  });
});
