import { createRequire } from 'node:module';
import path from 'node:path';
import type { RenderedImage } from '@resvg/resvg-js';

/** An SVG picture, drawn; text is set in DejaVu Sans, whatever fonts the machine has. */
async function rendered(svg: string, zoom: number): Promise<RenderedImage> {
  const { Resvg } = await import('@resvg/resvg-js');
  const fonts = path.dirname(
    createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json'),
  );
  const drawn = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: zoom },
    font: {
      loadSystemFonts: false,
      fontFiles: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) =>
        path.join(fonts, 'ttf', file),
      ),
      defaultFontFamily: 'DejaVu Sans',
    },
  });
  return drawn.render();
}

/** An SVG picture as PNG, at twice its size. */
export async function rasterised(svg: string): Promise<Uint8Array> {
  return (await rendered(svg, 2)).asPng();
}

/** The pixels of an SVG picture at its own size: red, green, blue and opacity of each, row after row. */
export async function pixelsOf(svg: string): Promise<Uint8Array> {
  return (await rendered(svg, 1)).pixels;
}
