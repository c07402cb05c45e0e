import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Comparison, Pictures } from '../../src/compare/index.ts';
import { renderReport } from '../../src/report/index.ts';
import { withError } from '../../src/report/number.ts';
import { made, withNetwork } from './made.ts';

let browser: Browser;
let folder: string;
let address: string;
let comparison: Comparison;
let pictures: Pictures;
let page: Page;
let troubles: string[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tfjs-sde-driven-'));
  const given = await made();
  comparison = withNetwork(given.comparison);
  const samples = [...given.pictures.samples, ...given.pictures.samples];
  const file = path.join(folder, 'report.html');
  pictures = { ...given.pictures, samples };
  await writeFile(file, renderReport(comparison, pictures));
  address = pathToFileURL(file).href;
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  troubles = [];
  page.on('console', (message) => troubles.push(message.text()));
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (url !== address && !url.startsWith('data:')) troubles.push(url);
  });
  await page.goto(address);
});
afterEach(async () => {
  await page.close();
  // nothing is asked of the network, nothing goes wrong, whatever was done with the page
  expect(troubles).toEqual([]);
});

const column = (table: Locator, at: number): Promise<string[]> =>
  table.locator(`tbody tr > :nth-child(${at})`).allTextContents();

describe('tables', () => {
  const every = (): Locator => page.locator('[aria-labelledby=every-number] table');
  const head = (name: string): Locator => every().locator('th', { hasText: name });

  beforeEach(async () => {
    await page.locator('[aria-labelledby=every-number] summary').click();
  });

  test('a heading sorts by number, and the other way round when pressed again', async () => {
    const energies = comparison.cells.map(({ energy }) => energy.value);
    const written = (values: readonly number[]): string[] =>
      values.map((value) => {
        const cell = comparison.cells.find(({ energy }) => energy.value === value);
        const { error } = cell?.energy ?? { error: 0 };
        return withError({ value: 1000 * value, error: 1000 * error });
      });
    const rising = [...energies].sort((a, b) => a - b);
    await head('energy distance').getByRole('button').click();
    expect(await column(every(), 7)).toEqual(written(rising));
    expect(await head('energy distance').getAttribute('aria-sort')).toBe('ascending');
    await head('energy distance').getByRole('button').click();
    expect(await column(every(), 7)).toEqual(written(rising.reverse()));
    expect(await head('energy distance').getAttribute('aria-sort')).toBe('descending');
    await head('solver').getByRole('button').click();
    expect(await every().locator('[aria-sort]').count()).toBe(1);
    const names = await column(every(), 1);
    expect(names).toEqual([...names].sort());
  });

  test('rows without a value stay last, and what fresh data score stays below', async () => {
    for (const _ of ['ascending', 'descending']) {
      await head("distance to the flow's end").getByRole('button').click();
      const values = await column(every(), 9);
      const known = values.filter((value) => value !== '');
      expect(known.length).toBeGreaterThan(0);
      expect(values.slice(0, known.length)).toEqual(known);
      expect(await every().locator('tfoot tr').count()).toBe(1);
    }
  });

  test('the keyboard alone sorts', async () => {
    await head('steps').getByRole('button').focus();
    await page.keyboard.press('Enter');
    const steps = (await column(every(), 4)).map(Number);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    await page.keyboard.press('Space');
    expect((await column(every(), 4)).map(Number)).toEqual(steps.reverse());
  });
});

describe('the legend', () => {
  const shownOf = (series: number): Promise<number> =>
    page
      .locator(
        `figure svg [data-series="${series}"], tr[data-series="${series}"], figure[data-series="${series}"]`,
      )
      .filter({ visible: true })
      .count();
  const charts = (): Locator => page.locator('figure svg[aria-label*="against network calls"]');

  test('switches a solver off in every chart and picture, and on again, and no other', async () => {
    const button = page.locator('.legend').getByRole('button', { name: 'ddim' });
    const [own, other] = [await shownOf(2), await shownOf(1)];
    // a line, errors and dots in each chart that has it, which all have
    const drawn = await charts().filter({ visible: true }).count();
    expect(own).toBeGreaterThanOrEqual(3 * drawn);
    await button.click();
    expect(await button.getAttribute('aria-pressed')).toBe('false');
    expect([await shownOf(2), await shownOf(1)]).toEqual([0, other]);
    await page.getByRole('button', { name: 'linear' }).click();
    expect(await shownOf(2)).toBe(0);
    await page.getByRole('button', { name: 'logarithmic' }).click();
    await button.press('Enter');
    expect([await shownOf(2), await shownOf(1)]).toEqual([own, other]);
  });

  test('none and all switch all of them', async () => {
    const before = [await shownOf(0), await shownOf(3)];
    await page.getByRole('button', { name: 'none' }).click();
    for (const series of [0, 1, 2, 3]) expect(await shownOf(series)).toBe(0);
    await page.getByRole('button', { name: 'all', exact: true }).click();
    expect([await shownOf(0), await shownOf(3)]).toEqual(before);
  });
});

describe('points', () => {
  const energy = (): Locator =>
    page.locator(
      'svg[aria-label="energy distance to fresh data against network calls, on the exact score"]',
    );
  const note = (): Locator => page.locator('.note');
  const words = (solver: string, steps: number): string => {
    const cell = comparison.cells.find(
      (each) => each.score === 'exact' && each.solver === solver && each.steps === steps,
    );
    if (cell === undefined) throw new Error(`no ${solver}`);
    return `${solver}\n${steps} steps, ${cell.evaluations} network calls\n${withError(cell.energy)}`;
  };
  const point = (solver: string, steps: number): Locator =>
    energy().getByRole('img', { name: `${solver} ${steps} steps` });

  test('tell solver, steps, calls, and the value with its error beneath the pointer', async () => {
    for (const [solver, steps] of [
      ['ddim', 3],
      ['dpmpp-2m', 12],
    ] as const) {
      await point(solver, steps).hover({ force: true });
      expect(await note().textContent()).toBe(words(solver, steps));
      expect(await note().isVisible()).toBe(true);
    }
    await page.locator('h1').hover();
    expect(await note().isVisible()).toBe(false);
  });

  test('are reached by arrows, each chart being one stop of the tab key', async () => {
    expect(await energy().locator('[tabindex="0"]').count()).toBe(1);
    await energy().locator('[tabindex="0"]').focus();
    const names = [...new Set(comparison.cells.map(({ solver }) => solver))];
    expect(await note().textContent()).toBe(words(names[0] ?? '', 3));
    await page.keyboard.press('ArrowRight');
    expect(await note().textContent()).toBe(words(names[0] ?? '', 6));
    await page.keyboard.press('ArrowDown');
    expect(await note().textContent()).toBe(words(names[1] ?? '', 6));
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowLeft');
    expect(await note().textContent()).toBe(words(names[0] ?? '', 3));
    await page.keyboard.press('Escape');
    expect(await note().isVisible()).toBe(false);
  });

  test('of a solver that is off are passed over', async () => {
    await page.locator('.legend').getByRole('button', { name: 'ddpm', exact: true }).click();
    await energy().locator('[tabindex="0"]').focus();
    expect(await note().textContent()).toBe(words('ddpm(variance=large)', 3));
  });
});

test('the scale is chosen for all charts, and both have dots of the same cells', async () => {
  const visible = (name: string): Promise<number> =>
    page.locator(`[data-scale=${name}]`).filter({ visible: true }).count();
  const all = await page.locator('[data-scale=linear]').count();
  expect([await visible('logarithmic'), await visible('linear')]).toEqual([all, 0]);
  const button = page.getByRole('button', { name: 'linear' });
  await button.focus();
  await page.keyboard.press('Enter');
  expect([await visible('logarithmic'), await visible('linear')]).toEqual([0, all]);
  expect(await button.getAttribute('aria-pressed')).toBe('true');
  // on a linear scale equal differences are equally far apart
  const heights = await page
    .locator(
      'svg[aria-label="energy distance to fresh data against network calls, on the exact score, linear"] .point',
    )
    .evaluateAll((points) =>
      points.map((point) => {
        const { top, height } = point.getBoundingClientRect();
        return { y: top + height / 2, name: point.getAttribute('aria-label') };
      }),
    );
  const at = comparison.cells
    .filter(({ score }) => score === 'exact')
    .map(({ solver, steps, energy }) => {
      const found = heights.find(({ name }) => name?.startsWith(`${solver}\n${steps} steps`));
      return { y: found?.y ?? Number.NaN, value: energy.value };
    })
    .sort((a, b) => a.value - b.value);
  const [low, high] = [at[0], at.at(-1)];
  if (low === undefined || high === undefined) throw new Error('no points');
  for (const { y, value } of at) {
    const expected = low.y + ((high.y - low.y) * (value - low.value)) / (high.value - low.value);
    // symbols other than circles reach a pixel or two further up than down
    expect(Math.abs(y - expected)).toBeLessThan(3);
  }
});

test('everything that can be pressed, and every picture, has a name', async () => {
  const nameless = await page.evaluate(() => {
    const named = (element: Element): boolean =>
      (element.getAttribute('aria-label') ?? element.textContent ?? '').trim() !== '' ||
      element.querySelector('[aria-label]') !== null;
    return [...document.querySelectorAll('button, a, svg, summary, [role=group], [role=img], th')]
      .filter((element) => element.closest('[aria-hidden=true]') === null && !named(element))
      .map(({ outerHTML }) => outerHTML.slice(0, 100));
  });
  expect(nameless).toEqual([]);
});

test('without a script it is whole: every table, chart and picture is there, and nothing that would not work', async () => {
  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.goto(address);
  expect(await plain.locator('button').count()).toBe(0);
  expect(await plain.locator('[data-scale=logarithmic] svg').first().isVisible()).toBe(true);
  expect(await plain.locator('figure svg title').count()).toBeGreaterThan(0);
  await plain.close();
});

test('a printed page is as wide as its paper: nothing is cut off, all numbers are there, and controls are not', async () => {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 688, height: 1000 }); // A4 between margins of 14 mm
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(688);
  const every = page.locator('[aria-labelledby=every-number] table');
  expect(await every.isVisible()).toBe(true);
  const widths = await page.evaluate(() =>
    [...document.querySelectorAll('table, pre')].map((each) => each.getBoundingClientRect().right),
  );
  expect(Math.max(...widths)).toBeLessThanOrEqual(688);
  expect(await page.locator('.scales').filter({ visible: true }).count()).toBe(0);
});

test('the page of a comparison of 960 runs is under 3 MB', () => {
  const times = 40;
  const solvers = Array.from({ length: times }, (_, k) => k);
  expect(times * comparison.cells.length).toBe(960);
  const many: Comparison = {
    ...comparison,
    cells: solvers.flatMap((k) =>
      comparison.cells.map((cell) => ({ ...cell, solver: `${cell.solver} ${k}` })),
    ),
  };
  const reverse = solvers.flatMap((k) =>
    pictures.reverse.map((own) => ({ ...own, solver: `${own.solver} ${k}` })),
  );
  const samples = solvers.flatMap(() => pictures.samples);
  const text = renderReport(many, { ...pictures, reverse, samples });
  expect(new TextEncoder().encode(text).length).toBeLessThan(3e6);
});
