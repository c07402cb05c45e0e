import { readFile } from 'node:fs/promises';
import { InputError } from '../errors/index.ts';
import { fileError } from './fileError.ts';
import type { PointsFile } from './points.ts';

/** Cells of a line: separated by commas or semicolons, else by tabs or spaces. */
function cellsOf(line: string): string[] {
  const separator = line.includes(';') ? ';' : line.includes(',') ? ',' : /\s+/;
  return line
    .trim()
    .split(separator)
    .map((cell) => cell.trim());
}

const isNumber = (cell: string): boolean => cell !== '' && !Number.isNaN(Number(cell));

/**
 * Reads samples from text, one a line, separated by commas, semicolons, tabs or spaces. Empty lines and lines that start with
 * # are skipped; a first line of which nothing is a number is a header.
 *
 * @throws InputError naming file and line for a cell that is not a finite number and for lines of different length; for a
 *   file that cannot be read or holds no sample
 */
export async function readCsv(path: string): Promise<PointsFile> {
  const text = await readFile(path, 'utf8').catch((error) => {
    throw fileError(path, error);
  });
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, i) => ({ line, number: i + 1 }))
    .filter(({ line }) => line.trim() !== '' && !line.trim().startsWith('#'))
    .map(({ line, number }) => ({ cells: cellsOf(line), number }));
  if (
    lines[0]?.cells.every((cell) => Number.isNaN(Number(cell)) && !/^[+-]?(nan|inf)/i.test(cell))
  ) {
    lines.shift();
  }
  const dimension = lines[0]?.cells.length ?? 0;
  if (dimension === 0) {
    const end = text.split(/\r?\n/).length;
    throw new InputError(
      `${path}:${end}: the file ends and holds no samples; expected a line of numbers for each`,
    );
  }
  const values = new Float64Array(lines.length * dimension);
  for (const [row, { cells, number }] of lines.entries()) {
    if (cells.length !== dimension) {
      throw new InputError(
        `${path}:${number}: expected ${dimension} values as in the lines before, got ${cells.length}`,
      );
    }
    for (const [d, cell] of cells.entries()) {
      const value = Number(cell);
      if (!isNumber(cell) || !Number.isFinite(value)) {
        throw new InputError(
          `${path}:${number}: value ${d + 1} must be a finite number, got ${JSON.stringify(cell)}`,
        );
      }
      values[row * dimension + d] = value;
    }
  }
  return { values, dimension };
}
