import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Cell, type Comparison, nameOf, type Pictures } from '../../src/compare/index.ts';
import { qualityPicture, renderReport, scoreErrorPicture } from '../../src/report/index.ts';
import { marksOf } from '../../src/report/marks.ts';
import { powerOfTen, shortNumber, withError } from '../../src/report/number.ts';
import { qualities } from '../../src/report/qualities.ts';
import { qualityFigure } from '../../src/report/qualityFigure.ts';
import { made, withNetwork } from './made.ts';

let comparison: Comparison;
let pictures: Pictures;
const page = (given: Comparison, shown = pictures): Document =>
  parseHTML(renderReport(given, shown)).document;

/** What a page or picture says, without its script. */
const words = (document: Document): string =>
  (document.querySelector('main') ?? document.documentElement).textContent ?? '';

beforeAll(async () => {
  ({ comparison, pictures } = await made());
});

const twice = (): Pictures => ({
  ...pictures,
  samples: [...pictures.samples, ...pictures.samples],
});

describe('the page', () => {
  test('names every solver in its legend, its samples and its tables', () => {
    const document = page(comparison);
    for (const solver of ['ddpm', 'ddpm(variance=large)', 'ddim', 'dpmpp-2m']) {
      for (const where of ['.legend', '.grid', 'details table']) {
        expect(document.querySelector(where)?.textContent).toContain(solver);
      }
    }
  });

  test('draws every cell: a picture of its samples, a dot in each chart', () => {
    const document = page(comparison);
    const pictured = document.querySelectorAll('.grid svg');
    expect(pictured).toHaveLength(comparison.cells.length);
    for (const svg of pictured)
      expect(svg.querySelectorAll('path')[0]?.getAttribute('d')?.match(/M/g)?.length).toBe(300);
    const chart = document.querySelector('svg[aria-label^="energy distance"]');
    expect(chart?.querySelectorAll('g[aria-label="dot"] title')).toHaveLength(
      comparison.cells.length,
    );
  });

  test('draws bars one standard error up and down, and the floor as two, on the scale of the dots', () => {
    const [quality] = qualities(comparison, 'exact');
    const { floor } = quality ?? {};
    if (quality === undefined || floor === undefined) throw new Error('no quality with a floor');
    const figure = qualityFigure(comparison, marksOf(comparison), 'exact', quality, 'linear');
    const { document } = parseHTML(`<body>${figure?.markup}</body>`);
    const numbers = (text: string | null | undefined): number[] =>
      (text?.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
    const drawn = [...document.querySelectorAll('g[stroke-opacity="0.6"] path')].flatMap((path) => {
      const found = path.getAttribute('d')?.match(/M[^M]*L[^M]*/g) ?? [];
      return found.map((bar) => numbers(bar) as [number, number, number, number]);
    });
    const all = comparison.cells.filter(({ score }) => score === 'exact');
    expect(drawn).toHaveLength(all.length);
    const heights = [...document.querySelectorAll('g[aria-label="dot"] title')].map((title) => {
      const dot = title.parentElement;
      return Number(dot?.getAttribute('cy') ?? numbers(dot?.getAttribute('transform'))[1]);
    });
    // cells in the order of solvers, as bars and dots are
    const cells = marksOf(comparison).flatMap(({ name }) =>
      all.filter((cell) => nameOf(cell, comparison) === name),
    );
    const at = (i: number): number => quality.of(cells[i] as Cell)?.value ?? Number.NaN;
    const order = cells.map((_, i) => i).sort((i, j) => at(i) - at(j));
    const [lowest = 0, highest = 0] = [order[0], order.at(-1)];
    const pixels = ((heights[lowest] ?? 0) - (heights[highest] ?? 0)) / (at(highest) - at(lowest));
    for (const [i, [, , , top]] of drawn.entries()) {
      const { error } = quality.of(cells[i] as Cell) ?? { error: Number.NaN };
      // tenths of a pixel are told
      expect(Math.abs((heights[i] ?? 0) - top - error * pixels)).toBeLessThan(0.25);
    }
    const band = document.querySelector('g[aria-label="rect"] rect');
    expect(Number(band?.getAttribute('height'))).toBeLessThan(4 * floor.error * pixels + 0.25);
    expect(Number(band?.getAttribute('height'))).toBeGreaterThan(3.05 * floor.error * pixels);
  });

  test('draws data and paths in one scale: a path of the noising SDE starts on a point of the data', () => {
    // The first state of a path is a draw of the data; seen on the page it lies among the data, as it does in the plane.
    const document = page(comparison);
    const [drawn] = document.querySelectorAll('defs path#data');
    const numbers = (text = ''): number[] => (text.match(/-?[\d.]+/g) ?? []).map(Number);
    const starts = (path: Element | undefined): [number, number][] =>
      (path?.getAttribute('d')?.match(/M-?\d+ -?\d+/g) ?? []).map(
        (text) => numbers(text) as [number, number],
      );
    const tile = document.querySelector('svg[aria-label="paths of forward: data to noise"]');
    const [x = 0, y = 0, scale = 0] = numbers(
      tile?.querySelector('use')?.getAttribute('transform') ?? '',
    );
    const points = starts(drawn).map(([a, b]) => [x + scale * a, y + scale * b] as const);
    const found = starts(tile?.querySelectorAll('path')[0]);
    expect(found).toHaveLength(10);
    // A Gaussian of sd 0.105 is about 15 of the picture's 1000 units wide and holds 37 points, whose neighbours are 3
    // apart: half of the starts are within 10 of a point, and all within two standard deviations.
    const near = found.map(([a, b]) =>
      Math.min(...points.map(([c, d]) => Math.hypot(a - c, b - d))),
    );
    expect(near.sort((a, b) => a - b)[5]).toBeLessThan(10);
    expect(Math.max(...near)).toBeLessThan(30);
  });

  test('has no undefined, NaN or Infinity in any attribute or text, and a name for every picture', () => {
    const document = page(withNetwork(comparison), twice());
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        expect(`${element.tagName} ${name}=${value}`).not.toMatch(/NaN|undefined|Infinity/);
      }
      if (element.tagName.toLowerCase() !== 'svg' || element.getAttribute('aria-hidden') === 'true')
        continue;
      expect(element.getAttribute('role')).toBe('img');
      expect(element.getAttribute('aria-label')).toMatch(/\w/);
    }
    expect(words(document)).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });

  test('escapes what it is given', () => {
    const data = '<script>alert("x")</script>&';
    const document = page({ ...comparison, data, command: `compare '${data}'` });
    expect(document.querySelectorAll('script')).toHaveLength(1); // the page's own
    expect(document.querySelector('h1')?.textContent).toContain(data);
    expect(document.querySelector('pre')?.textContent).toContain(data);
  });

  test('says what failed, and why', () => {
    const failure = {
      solver: 'heun',
      grid: 'uniform',
      score: 'exact',
      steps: 3,
      reason: 'samples are 1e12 off',
    } as const;
    const document = page({ ...comparison, failures: [failure] });
    expect(document.querySelector('[aria-labelledby=every-number]')?.textContent).toContain(
      'failed: samples are 1e12 off',
    );
  });

  const columnsOf = (table: Element | null): Map<string, (Element | undefined)[]> => {
    const rows = [...(table?.querySelectorAll('tbody tr') ?? [])].map((row) => [...row.children]);
    return new Map(
      [...(table?.querySelectorAll('thead th') ?? [])].map((head, i) => [
        head.textContent,
        rows.map((row) => row[i]),
      ]),
    );
  };
  const said = (entries: readonly (Element | undefined)[] = []): string[] =>
    entries.map((entry) => entry?.textContent ?? '');

  test('tells of each pick the lead of the lowest, between which solvers it is, and its chance', () => {
    const columns = columnsOf(
      page(comparison).querySelector('[aria-labelledby=what-to-pick] table'),
    );
    const { picks, cells } = comparison;
    expect(picks.length).toBeGreaterThan(1);
    for (const [i, { lead }] of picks.entries()) {
      if (lead === undefined) throw new Error('a pick without a lead');
      const [first, next] = [cells[lead.first], cells[lead.next]];
      const { value, error } = lead.difference;
      const of = columns.get('lead of the lowest × 1000')?.[i];
      expect(Number(of?.getAttribute('data-value'))).toBe(Number(value.toPrecision(6)));
      const told = of?.textContent;
      expect(told).toContain(withError({ value: 1000 * value, error: 1000 * error }));
      expect(told).toContain(
        `${first?.solver} (${first?.evaluations}) before ${next?.solver} (${next?.evaluations})`,
      );
      const chance = columns.get('chance')?.[i];
      expect(Number(chance?.getAttribute('data-value'))).toBe(Number(lead.chance.toPrecision(6)));
      expect(chance?.classList.contains('best')).toBe(lead.chance < 0.05);
    }
    expect(columns.has('grid')).toBe(false);
    const two = cells.map((cell, i) => ({ ...cell, grid: i % 2 === 0 ? 'karras' : 'uniform' }));
    const several = page({ ...comparison, cells: two });
    const grids = columnsOf(several.querySelector('[aria-labelledby=what-to-pick] table'));
    expect(said(grids.get('grid'))).toEqual(picks.map(({ best }) => two[best]?.grid));
  });

  test('sorts measures by their values, each as it is told', () => {
    const columns = columnsOf(
      page(comparison).querySelector('[aria-labelledby=every-number] table'),
    );
    for (const [title, of] of [
      ['energy distance × 1000', ({ energy }: Cell) => energy.value],
      ['sliced Wasserstein-2', (cell: Cell) => cell.slicedWasserstein.value],
      ["distance to the flow's end", (cell: Cell) => cell.flowDistance],
    ] as const) {
      const found = columns.get(title)?.map((entry) => entry?.getAttribute('data-value') ?? '');
      const values = comparison.cells.map((cell) => of(cell)?.toPrecision(6) ?? '');
      expect(found?.map(Number)).toEqual(values.map(Number));
    }
  });

  test('draws a front for each score, of its own cells', () => {
    const both = withNetwork(comparison);
    const [first = 0] = both.front.network;
    const one = { ...both, front: { ...both.front, network: [first] } };
    for (const [score, given] of [
      ['network', one],
      ['exact', both],
    ] as const) {
      const front = qualities(given, score)[0]?.front;
      expect(front).toEqual(given.front[score].map((i) => given.cells[i]));
    }
  });

  test('tells guidance and repeats where they are used, and not where they are not', () => {
    const plain = page(comparison);
    const guided = page({
      ...comparison,
      repeats: 3,
      cells: comparison.cells.map((cell) => ({ ...cell, guidance: 2.5 })),
    });
    for (const where of ['what-to-pick', 'every-number']) {
      const at = `[aria-labelledby=${where}] table`;
      expect(columnsOf(plain.querySelector(at)).has('guidance')).toBe(false);
      expect(said(columnsOf(guided.querySelector(at)).get('guidance'))[0]).toBe('2.5');
      expect(guided.querySelector(`${at} caption`)?.textContent).toContain('mean of 3 draws');
      expect(plain.querySelector(`${at} caption`)?.textContent ?? '').not.toContain('draws');
    }
  });

  test('says exactly what it was run with', () => {
    const facts = page({ ...comparison, limit: 'clip', scoreError: 0.1 }).querySelector('.facts');
    const names = [...(facts?.querySelectorAll('dt') ?? [])].map((dt) => dt.textContent);
    const values = [...(facts?.querySelectorAll('dd') ?? [])].map((dd) => dd.textContent);
    const settings = Object.fromEntries(names.map((name, i) => [name, values[i]]));
    expect(settings).toMatchObject({
      ...{ data: 'eight-gaussians', samples: '300', seed: '1', steps: '3, 6, 12', node: 'v20' },
      ...{
        'x0 held by': 'clip',
        'error of the exact score': '0.1',
        numbers: 'comparison.json, pictures.json',
      },
      solvers: 'ddpm, ddpm(variance=large), ddim, dpmpp-2m',
    });
  });

  test('is the same for the same comparison, and small', () => {
    const text = renderReport(withNetwork(comparison), twice());
    expect(renderReport(withNetwork(comparison), twice())).toBe(text);
    expect(text.length).toBeLessThan(1e6);
    expect(text).not.toMatch(/https?:(?!\/\/www\.w3\.org)/);
  });

  test('stands without a cell, and says so', () => {
    const reason = 'diverged';
    const failure = { solver: 'heun', grid: 'uniform', score: 'exact', steps: 3, reason } as const;
    const front = { network: [], exact: [] };
    const none = { ...comparison, cells: [], failures: [failure], front, picks: [] };
    const document = page(none, { ...pictures, samples: [] });
    expect(words(document)).toContain('No run gave usable samples.');
    expect(words(document)).not.toContain('calls you can afford');
    expect(words(document)).toContain('failed: diverged');
  });

  test('stands with one cell', () => {
    const [cell] = comparison.cells;
    if (cell === undefined) throw new Error('no cell');
    const one = { ...comparison, cells: [cell], front: { network: [], exact: [0] }, picks: [] };
    expect(page(one).querySelectorAll('.grid svg')).toHaveLength(1);
  });
});

describe('the picture of quality', () => {
  test('stands alone: every solver is named, every cell is a dot in both charts, each colour is known', () => {
    const text = qualityPicture(comparison, 'exact');
    const { document } = parseHTML(text);
    const names = new Set(comparison.cells.map(({ solver }) => solver));
    for (const name of names) expect(document.documentElement.textContent).toContain(name);
    for (const label of ['energy distance', 'sliced Wasserstein-2 to the exact law']) {
      const dots = document.querySelectorAll(
        `svg[aria-label^="${label}"] g[aria-label="dot"] title`,
      );
      expect(dots).toHaveLength(comparison.cells.length);
    }
    const used = new Set([...text.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name));
    for (const name of used) expect(text).toContain(`${name}:`);
    expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(text).not.toMatch(/NaN|undefined|https?:(?!\/\/www\.w3\.org)/);
  });

  test('says the error of a score that errs on purpose, and so does the page', () => {
    const erring = { ...comparison, scoreError: 0.1 };
    const told = 'the exact score with an error of 0.1';
    expect(qualityPicture(erring, 'exact')).toContain(`on ${told}, `);
    expect(words(page(erring))).toContain(`On ${told}`);
    expect(words(page(comparison))).not.toContain('error of');
  });
});

describe('the error of a network', () => {
  const at = (t: number, value: number, linear?: number) => ({
    t,
    logSnr: 1 - 4 * t,
    relative: { value, error: value / 10 },
    eps: { value: value / 2, error: value / 30 },
    ...(linear === undefined ? {} : { linear }),
  });
  const networkErrors = [at(1, 1e-4, 1e-9), at(0.5, 2e-3, 1e-3), at(0.1, 0.3, 0.9), at(0, 1.2, 1)];
  const erring = (): Comparison => ({ ...withNetwork(comparison), networkErrors });
  const charts = ['relative mean square error', 'root mean square error of eps'];

  test('is two charts of a page and of a picture that stands alone: a dot a time, the linear score as far as it matters', () => {
    const picture = scoreErrorPicture(erring()) ?? '';
    for (const document of [page(erring(), twice()), parseHTML(picture).document]) {
      for (const label of charts) {
        const dots = document.querySelectorAll(
          `svg[aria-label^="${label}"] g[aria-label="dot"] circle`,
        );
        expect(dots).toHaveLength(4);
      }
      const [chart] = document.querySelectorAll(`svg[aria-label^="${charts[0]}"]`);
      expect(chart?.textContent).toContain('the best linear score');
      const [linear, own] = chart?.querySelectorAll('g[aria-label="line"] path') ?? [];
      const count = (path: Element | undefined) =>
        path?.getAttribute('d')?.match(/[\d.]+,[\d.]+/g)?.length;
      // that at t = 1 is ten times less than the network's least, and left out
      expect([count(linear), count(own)]).toEqual([3, 4]);
      expect(words(document)).not.toMatch(/NaN|undefined/);
    }
    expect(picture).toContain('MLP 128-128-128, 35714 parameters, 1000 training steps');
    const used = new Set([...picture.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name));
    for (const name of used) expect(picture).toContain(`${name}:`);
  });

  test('is left out where it is not known, and of a network that is the exact score', () => {
    const none = networkErrors.map((one) => ({ ...one, eps: { value: 0, error: 0 } }));
    for (const given of [withNetwork(comparison), { ...erring(), networkErrors: none }]) {
      expect(scoreErrorPicture(given)).toBeUndefined();
      expect(words(page(given, twice()))).not.toContain("Error of the network's score");
    }
  });

  test("distances to the end of its own flow are not called the exact one's", () => {
    const text = page(erring(), twice()).body.innerHTML;
    expect(text).toContain("rms distance to the end of the network's own flow");
    expect(text).toContain("rms distance to the flow's end");
  });
});

test('numbers keep three digits, errors decide the digits of values', () => {
  expect([0, 0.5, 12.3456, 1234.5, 0.00123, -0.00001, 1e6].map(shortNumber)).toEqual([
    ...['0', '0.5', '12.3', '1230', '1.2×10⁻³', '-1.0×10⁻⁵', '1.0×10⁶'],
  ]);
  expect([0.1, 0.001, 1e5].map(powerOfTen)).toEqual(['0.1', '10⁻³', '10⁵']);
  expect(withError({ value: 0.8213, error: 0.1321 })).toBe('0.82 ± 0.13');
  expect(withError({ value: 123.4, error: 31 })).toBe('123 ± 31');
});
