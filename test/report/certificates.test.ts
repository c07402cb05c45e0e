import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import type { Certificate, Certification } from '../../src/certify/index.ts';
import { renderCertificates } from '../../src/report/index.ts';

/** Errors that fall with the given order from a first one. */
const falling = (order: number, first = 0.1): Certificate['errors'] =>
  [32, 64, 128].map((steps) => ({ steps, error: first * (32 / steps) ** order }));

const certificate = (solver: string, own: Partial<Certificate> = {}): Certificate => ({
  solver,
  claim: 'flow order',
  problem: 'flow of something',
  declared: 2,
  observed: 2,
  interval: [1.9, 2.1],
  verdict: 'holds',
  errors: falling(2),
  ...own,
});

const page = (certificates: readonly Certificate[], rest: Partial<Certification> = {}): Document =>
  parseHTML(
    renderCertificates({ certificates, full: false, versions: {}, command: 'again', ...rest }),
  ).document;

/** Corners of a path of straight lines. */
const corners = (path: Element | null | undefined): number[][] =>
  [...(path?.getAttribute('d') ?? '').matchAll(/[ML]([\d.-]+),([\d.-]+)/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);

test('every claim has a row; those with errors a figure beside those on the same problem', () => {
  const certificates = [
    certificate('heun'),
    certificate('rk4', { declared: 4, errors: falling(4) }),
    certificate('sra1', { claim: 'strong order', problem: 'paths', declared: 1.5 }),
    certificate('sra1', { claim: 'tableau', problem: '10 conditions', errors: [] }),
  ];
  const document = page(certificates);
  expect(document.querySelectorAll('tbody tr')).toHaveLength(4);
  const groups = [...document.querySelectorAll('.multiples')].map((group) =>
    [...group.querySelectorAll('figcaption b')].map((name) => name.textContent),
  );
  expect(groups).toEqual([['sra1'], ['heun', 'rk4']]);
  expect(document.querySelector('p')?.textContent).toContain('All 4 claims of 3 solvers hold');
});

test('the dashed line is parallel to errors that fall with the declared order, and crosses others', () => {
  const across = (declared: number): number[] => {
    const own = certificate('heun', { declared });
    const svg = page([own, certificate('rk4', { errors: falling(4) })]).querySelector(
      'svg[aria-label="errors of heun against steps: flow order"]',
    );
    const dashed = corners(svg?.querySelector('g[stroke-dasharray] path'));
    const solid = corners(svg?.querySelector('g[stroke="var(--series-0)"] path'));
    expect([dashed.length, solid.length]).toEqual([3, 3]);
    return dashed.map(([, y = 0], i) => (solid[i]?.[1] ?? 0) - y);
  };
  const [first = 0, , last = 0] = across(2);
  // positions are written to tenths of a pixel
  expect(first).toBeGreaterThan(0);
  expect(Math.abs(last - first)).toBeLessThan(0.21); // the difference of two differences of two
  const [ahead = 0, , behind = 0] = across(3);
  expect(ahead - behind).toBeGreaterThan(20);
});

test('errors that are 0 or no numbers are left out of the figure and told in the table', () => {
  const exact = certificate('exact', {
    observed: Infinity,
    interval: [Infinity, Infinity],
    verdict: 'exceeds',
    errors: [32, 64].map((steps) => ({ steps, error: 0 })),
  });
  const wild = certificate('wild', {
    observed: Number.NaN,
    interval: [Number.NaN, Number.NaN],
    verdict: 'fails',
    errors: [32, 64].map((steps) => ({ steps, error: Number.NaN })),
  });
  const alone = page([exact, wild]);
  expect(alone.querySelectorAll('figure')).toHaveLength(0);
  const document = page([exact, wild, certificate('heun')]);
  for (const path of document.querySelectorAll('svg path')) {
    expect(path.getAttribute('d')).not.toContain('NaN');
  }
  expect(document.querySelector('table')?.textContent).toContain('exceeds');
  expect(document.querySelector('p .fails')?.textContent).toBe('1 of 3 claims fail:');
  expect(document.querySelectorAll('td.fails')).toHaveLength(1);
});

test('it needs no network, and says how to repeat it', () => {
  const document = page([certificate('a<b>"&')], { command: 'tfjs-sde certify', full: true });
  expect(document.querySelectorAll('[src], link[rel=stylesheet], img')).toHaveLength(0);
  expect(document.querySelector('pre')?.textContent).toBe('tfjs-sde certify');
  expect(document.querySelector('tbody th')?.textContent).toBe('a<b>"&');
  expect(document.querySelector('.facts')?.textContent).toContain('profilefull');
});
