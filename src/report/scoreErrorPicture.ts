import type { Comparison } from '../compare/index.ts';
import { html, made } from './html.ts';
import { epsErrorFigure, relativeErrorFigure } from './scoreErrorFigures.ts';
import { onWhite } from './style.ts';

const [width, wide, top, height] = [1060, 500, 52, 414] as const;

/** What the figures say, in a line. */
export const scoreErrorNote =
  'x is noised data of the exact law; bars are standard errors. Where the dashed line is low, a linear score does as well: there a small error is no merit.';

/**
 * The error of a network's score against the exact one as a picture that stands alone, SVG: relative mean square error over t, and
 * root mean square error of predicted noise over log-SNR, which is what --score-error sets.
 *
 * @returns undefined where the law of the data is not known, or the score is exact everywhere
 */
export function scoreErrorPicture({
  data,
  network,
  networkErrors,
}: Comparison): string | undefined {
  if (network === undefined || !networkErrors?.some(({ eps }) => eps.value > 0)) return undefined;
  const trained = network.steps === undefined ? 'imported' : `${network.steps} training steps`;
  const title = `Error of the score on ${data}: ${network.architecture}, ${network.parameters} parameters, ${trained}`;
  const drawn = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}"><style>svg{${made(onWhite)}color:#1b1f24;font-family:"DejaVu Sans",sans-serif}text{fill:currentColor}</style><rect width="${width}" height="${height}" fill="#fff"/><text x="20" y="26" font-size="16" font-weight="bold">${title}</text><g transform="translate(20 ${top})">${relativeErrorFigure(networkErrors)}</g><g transform="translate(${40 + wide} ${top})">${epsErrorFigure(networkErrors)}</g><text x="20" y="${height - 12}" font-size="11">${scoreErrorNote}</text></svg>`;
  return `${drawn.markup}\n`;
}
