import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apngOf, type Frame } from '../../src/report/index.ts';

let browser: Browser;
beforeAll(async () => {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
afterAll(() => browser?.close());

/** Three frames of 2 x 2 pixels, the last one of which stays. */
const frames: readonly Frame[] = [
  [0, 60, 120, 180],
  [10, 20, 30, 40],
  [255, 254, 1, 0],
].map((data, i) => ({
  raster: { width: 2, height: 2, channels: 1, data: Uint8Array.from(data) },
  seconds: i === 2 ? 2.5 : 0.04,
}));

test('Chromium plays every frame for its time, without end, and shows its pixels', async () => {
  const bytes = [...(await apngOf(frames))];
  const page = await browser.newPage();
  // WebCodecs decodes on secure pages only
  await page.route('https://localhost/', (route) => route.fulfill({ body: '<html></html>' }));
  await page.goto('https://localhost/');
  const played = await page.evaluate(async (given) => {
    const decoder = new ImageDecoder({ data: new Uint8Array(given), type: 'image/png' });
    await decoder.tracks.ready;
    const track = decoder.tracks.selectedTrack;
    const shown: { ms: number; grey: number[] }[] = [];
    for (let i = 0; i < (track?.frameCount ?? 0); i++) {
      const { image } = await decoder.decode({ frameIndex: i });
      const canvas = new OffscreenCanvas(2, 2);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const pixels = context?.getImageData(0, 0, 2, 2).data ?? [];
      shown.push({
        ms: (image.duration ?? 0) / 1000,
        grey: Array.from(pixels).filter((_, byte) => byte % 4 === 0),
      });
    }
    return { isEndless: track?.repetitionCount === Infinity, shown };
  }, bytes);
  expect(played).toEqual({
    isEndless: true,
    shown: frames.map(({ raster, seconds }) => ({ ms: 1000 * seconds, grey: [...raster.data] })),
  });
  await page.close();
});
