// Writes the outlines of the glyphs, taken from the DejaVu fonts, as TypeScript, and the fonts' licence beside them:
// node scripts/glyphOutlines.mjs [FOLDER].
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import opentype from 'opentype.js';

/** Those that people do not take for another: not I J O Q D Z S B G, which are near 1 1 0 0 0 2 5 8 6. */
const characters = '0123456789ACEFHKLMNPRTUVWXY';
const faces = [
  ['sans', 'light', 'DejaVuSans'],
  ['sans', 'bold', 'DejaVuSans-Bold'],
  ['serif', 'light', 'DejaVuSerif'],
  ['serif', 'bold', 'DejaVuSerif-Bold'],
  ['mono', 'light', 'DejaVuSansMono'],
  ['mono', 'bold', 'DejaVuSansMono-Bold'],
];
const fonts = path.dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json'));

/** The contours of a glyph: lists of points [x, y] or, of a curve, [control x, control y, x, y]; y grows downwards. */
function contoursOf(glyph) {
  const contours = [];
  for (const { type, x, y, x1, y1 } of glyph.path.commands) {
    if (type === 'M') contours.push([[x, -y]]);
    else if (type === 'L') contours.at(-1).push([x, -y]);
    else if (type === 'Q') contours.at(-1).push([x1, -y1, x, -y]);
    else if (type !== 'Z') throw new Error(`expected lines and quadratic curves, got ${type}`);
  }
  return contours;
}

/** The dot in a zero of equal width, which makes an eight of it in few pixels, is left out. */
function isDot(contour) {
  const heights = contour.map((point) => point.at(-1));
  return Math.max(...heights) - Math.min(...heights) < 512;
}

/** Numbers as path data need them: a sign parts them too. */
const joined = (numbers) => numbers.join(' ').replaceAll(' -', '-');

/** One contour as path data: its start, then steps relative to where each begins. */
function pathOf(contour) {
  let [x, y] = contour[0];
  let text = `M${joined([x, y])}`;
  for (const point of contour.slice(1)) {
    const steps = point.map((value, i) => value - (i % 2 === 0 ? x : y));
    [x, y] = point.slice(-2);
    if (steps.some((step) => step !== 0)) text += (point.length === 2 ? 'l' : 'q') + joined(steps);
  }
  return `${text}z`;
}

function linesOf([typeface, weight, file]) {
  const { buffer, byteOffset, length } = readFileSync(path.join(fonts, 'ttf', `${file}.ttf`));
  const font = opentype.parse(buffer.slice(byteOffset, byteOffset + length));
  if (font.unitsPerEm !== 2048) throw new Error(`${file}: expected 2048 units per em`);
  const drawn = Array.from(characters, (character) => {
    const contours = contoursOf(font.charToGlyph(character));
    const kept = contours.filter((contour) => character !== '0' || !isDot(contour));
    return kept.map(pathOf).join('');
  });
  return [
    '  {',
    `    typeface: '${typeface}',`,
    `    weight: '${weight}',`,
    '    paths: [',
    ...drawn.map((line) => `      '${line}',`),
    '    ],',
    '  },',
  ];
}

const made = `// Made by scripts/glyphOutlines.mjs from DejaVu fonts: changes go there. LICENSE beside glyphs.ts is the fonts'.
`;
const typefaces = [...new Set(faces.map(([typeface]) => typeface))];
const [folder = fileURLToPath(new URL('../src/data/glyphs', import.meta.url))] =
  process.argv.slice(2);
mkdirSync(path.join(folder, 'outlines'), { recursive: true });
for (const typeface of typefaces) {
  const weights = faces.filter(([name]) => name === typeface);
  const text = `${made}import type { Face } from '../face.ts';

/** The typeface ${typeface} in every weight. */
export const ${typeface}: readonly Face[] = [
${weights.flatMap(linesOf).join('\n')}
];
`;
  writeFileSync(path.join(folder, 'outlines', `${typeface}.ts`), text);
}
const text = `${made}import type { Face } from './face.ts';
${typefaces
  .toSorted()
  .map((typeface) => `import { ${typeface} } from './outlines/${typeface}.ts';`)
  .join('\n')}

/** The characters that are drawn, in the order of the paths of each face: none that people take for another. */
export const characters = '${characters}';

/** Every typeface in every weight. */
export const faces: readonly Face[] = [${typefaces.map((typeface) => `...${typeface}`).join(', ')}];
`;
writeFileSync(path.join(folder, 'outlines.ts'), text);
copyFileSync(path.join(fonts, 'LICENSE'), path.join(folder, 'LICENSE'));
