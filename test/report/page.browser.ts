import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderCertificates, renderReport } from '../../src/report/index.ts';
import { certification, made, withNetwork } from './made.ts';

let browser: Browser;
let folder: string;
let address: string;
let certificates: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tfjs-sde-report-'));
  const { comparison, pictures } = await made();
  const both = { ...pictures, samples: [...pictures.samples, ...pictures.samples] };
  await writeFile(path.join(folder, 'report.html'), renderReport(withNetwork(comparison), both));
  address = pathToFileURL(path.join(folder, 'report.html')).href;
  const page = renderCertificates(await certification());
  await writeFile(path.join(folder, 'certificates.html'), page);
  certificates = pathToFileURL(path.join(folder, 'certificates.html')).href;
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

describe.for(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.for([1200, 390])('at %i pixels nothing runs over the page', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    for (const at of [address, certificates]) {
      await page.goto(at);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      );
    }
    await page.close();
  });

  test('text has a contrast of 4.5 and series colours one of 3 (WCAG 2.2, 1.4.3 and 1.4.11)', async () => {
    const page = await browser.newPage({ colorScheme });
    await page.goto(address);
    const colors = await page.evaluate(() => {
      const probe = document.createElement('i');
      document.body.append(probe);
      const of = (name: string): number[] => {
        probe.style.color = `var(--${name})`;
        return (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number);
      };
      const plain = ['page', 'ink', 'soft', 'fails'];
      const names = [...plain, ...Array.from({ length: 12 }, (_, i) => `series-${i}`)];
      return Object.fromEntries(names.map((name) => [name, of(name)]));
    });
    const luminance = (rgb: readonly number[] = []): number => {
      const [r = 0, g = 0, b = 0] = rgb.map((c) =>
        c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (name: string): number => {
      const [a, b] = [luminance(colors[name]), luminance(colors.page)].sort((x, y) => y - x) as [
        number,
        number,
      ];
      return (a + 0.05) / (b + 0.05);
    };
    expect(contrast('ink')).toBeGreaterThan(4.5);
    expect(contrast('soft')).toBeGreaterThan(4.5);
    expect(contrast('fails')).toBeGreaterThan(4.5);
    for (let i = 0; i < 12; i++) expect(contrast(`series-${i}`)).toBeGreaterThan(3);
    await page.close();
  });
});
