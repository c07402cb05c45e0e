import { type Cell, type Comparison, scoreName } from '../compare/index.ts';
import { type Html, html, made } from './html.ts';
import { swatch } from './legend.ts';
import { marksOf } from './marks.ts';
import { qualities } from './qualities.ts';
import { qualityFigure } from './qualityFigure.ts';
import { onWhite } from './style.ts';

const [width, wide, tall, row, perRow] = [1060, 500, 340, 20, 3] as const;

/** A drawing at another place. */
const moved = (x: number, y: number, drawn: Html): Html =>
  html`<g transform="translate(${x} ${y})">${drawn}</g>`;

/**
 * Quality against network calls on one score as a picture that stands alone, SVG: energy distance and, where solvers are held against
 * it, the distance to the exact law, else to fresh data.
 */
export function qualityPicture(comparison: Comparison, score: Cell['score']): string {
  const marks = marksOf(comparison);
  const all = qualities(comparison, score);
  const isHeldToLaw = comparison.cells.some((cell) => cell.score === score && cell.lawDistance);
  const charts = [all[0], isHeldToLaw ? all[3] : all[1]]
    .flatMap((quality) => quality ?? [])
    .flatMap((quality) => qualityFigure(comparison, marks, score, quality) ?? []);
  const { data, samples, network } = comparison;
  const trained =
    score === 'network' && network?.steps !== undefined ? `, ${network.steps} training steps` : '';
  const title = `${data} on ${scoreName(comparison, score)}${trained}, ${samples} samples`;
  const entries = marks.map((mark, i) => {
    const [x, y] = [(i % perRow) * (width / perRow), 44 + Math.floor(i / perRow) * row];
    return moved(
      20 + x,
      y,
      html`${swatch(mark)}<text x="42" y="11" font-size="12">${mark.name}</text>`,
    );
  });
  const top = 52 + Math.ceil(marks.length / perRow) * row;
  const note =
    'Dashed: stochastic. Wide grey line: Pareto front. Grey band: two sets of fresh data, plus and minus two standard deviations.';
  const height = top + tall + 34;
  const drawn = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}"><style>svg{${made(onWhite)}color:#1b1f24;font-family:"DejaVu Sans",sans-serif}text{fill:currentColor}</style><rect width="${width}" height="${height}" fill="#fff"/><text x="20" y="26" font-size="16" font-weight="bold">${title}</text>${entries}${charts.map((chart, i) => moved(20 + i * (wide + 20), top, chart))}<text x="20" y="${height - 12}" font-size="11">${note}</text></svg>`;
  return `${drawn.markup}\n`;
}
