import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outcome } from './check.ts';
import { checksOf } from './contract.ts';

const configFile = fileURLToPath(new URL('./page/vite.config.ts', import.meta.url));
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
// a graphics card in software, so that every machine can run this
const args = [
  '--no-sandbox',
  '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];
const lines: string[] = [];
let server: PreviewServer;
let browser: Browser;

beforeAll(async () => {
  // Vitest sets NODE_ENV=test, which Vite would build for.
  await build({ configFile, logLevel: 'warn', mode: 'production' });
  server = await preview({ configFile, logLevel: 'warn', preview: { port: 0, host: '127.0.0.1' } });
  browser = await chromium.launch({ executablePath, args });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  console.log(lines.join('\n'));
});

interface Shown {
  readonly about?: string;
  readonly why?: string;
  readonly outcomes: readonly Outcome[];
}

/** What the page shows for an address. */
async function shownFor(query: string): Promise<Shown> {
  const page = await browser.newPage();
  const failed = new Promise<never>((_, reject) => page.on('pageerror', reject));
  await page.goto(`${server.resolvedUrls?.local[0]}?${query}`);
  const done = page.waitForFunction(
    () => document.querySelector('#result')?.textContent !== '',
    undefined,
    { timeout: 500_000 },
  );
  await Promise.race([done, failed]);
  const shown: Shown = JSON.parse((await page.textContent('#result')) ?? '');
  await page.close();
  return shown;
}

test('webgl is refused where it renders 16-bit floats only', async () => {
  const { why } = await shownFor('backend=webgl&half');
  expect(why).toMatch('backend webgl: this device renders 16-bit floats only; use wasm');
});

describe.for(['wasm', 'webgl', 'webgpu'])('on %s in Chromium', (backend) => {
  const checks = checksOf(backend);
  let shown: Shown = { outcomes: [] };
  beforeAll(async () => {
    shown = await shownFor(`backend=${backend}`);
    const kept = shown.outcomes.filter(({ error }) => error === undefined).length;
    const where = `contract on ${backend} in Chromium ${browser.version()}`;
    lines.push(
      shown.about === undefined
        ? `${where}: not run; ${shown.why}`
        : `${where}: ${kept} of ${checks.length} checks hold; ${shown.about}`,
    );
  });

  test('it starts', () => {
    expect(shown.why).toBeUndefined();
  });
  test.for(checks)('$name', ({ name }) => {
    expect(shown.outcomes.find((outcome) => outcome.name === name)).toEqual({ name });
  });
});
