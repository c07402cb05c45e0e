import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useBackend } from '../src/index.ts';
import { draw } from './draw.ts';

const configFile = fileURLToPath(new URL('./vite.config.ts', import.meta.url));
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
let server: PreviewServer;
let browser: Browser;

beforeAll(async () => {
  // Vitest sets NODE_ENV=test, which Vite would build for.
  await build({ configFile, logLevel: 'warn', mode: 'production' });
  server = await preview({ configFile, logLevel: 'warn', preview: { port: 0, host: '127.0.0.1' } });
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

test('a page draws the same samples on wasm as Node does', async () => {
  const page = await browser.newPage();
  const messages: string[] = [];
  page.on('console', (message) => messages.push(message.text()));
  const failed = new Promise<never>((_, reject) => page.on('pageerror', reject));
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('the server has no address');
  await page.goto(address);
  await Promise.race([
    page.waitForFunction(() => document.querySelector('#result')?.textContent !== ''),
    failed,
  ]);
  const shown: unknown = JSON.parse((await page.textContent('#result')) ?? '');
  await useBackend('wasm');
  expect(shown).toEqual(await draw());
  expect(messages).toEqual([]);
});
