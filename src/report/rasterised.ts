import { createRequire } from 'node:module';
import path from 'node:path';

/** An SVG picture as PNG, at twice its size; text is set in DejaVu Sans, whatever fonts the machine has. */
export async function rasterised(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const fonts = path.dirname(
    createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json'),
  );
  const drawn = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    font: {
      loadSystemFonts: false,
      fontFiles: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) =>
        path.join(fonts, 'ttf', file),
      ),
      defaultFontFamily: 'DejaVu Sans',
    },
  });
  return drawn.render().asPng();
}
