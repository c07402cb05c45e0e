import { expect, test } from 'vitest';
import { cases } from '../../bench/recommending/cases.ts';
import { tally, withTable } from '../../bench/recommending/page.ts';
import type { Result } from '../../bench/recommending/result.ts';
import { page } from './program.ts';

const text = page('docs/recommending.md');
const results: Record<string, Result> = JSON.parse(page('docs/choosing/recommended.json'));

test('docs/recommending.md shows what docs/choosing/recommended.json says, of every case', () => {
  expect(withTable(text, results)).toBe(text);
  expect(Object.keys(results).sort()).toEqual(cases.map(({ name }) => name).sort());
});

test('recommendations are judged on 30 cases and more, 10 on networks, nine of ten come near the best, and README tells how often', () => {
  const { cases: all, near, onNetworks } = tally(results);
  expect(all).toBeGreaterThanOrEqual(30);
  expect(onNetworks).toBeGreaterThanOrEqual(10);
  expect(near / all).toBeGreaterThanOrEqual(0.9);
  const said = page('README.md').replaceAll(/\s+/g, ' ');
  expect(said).toContain(`within 10 % of the best in ${near} of ${all}`);
});
