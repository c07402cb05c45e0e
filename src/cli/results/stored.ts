import { z } from 'zod';
import { InputError } from '../../errors/index.ts';
import { writeWhole } from '../../io/index.ts';
import { complaint, readJson } from '../../run/json.ts';

/** The version of the files of results that this package writes and reads. */
export const format = 1;

/** A number as JSON holds it here: one that is not finite is text. */
export const number: z.ZodType<number> = z.union([
  z.number(),
  z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number),
]);

/** A value with its error. */
export const measured: z.ZodType<{ readonly value: number; readonly error: number }> = z.object({
  value: number,
  error: number,
});

/** Text or a number, such as a seed. */
export const word: z.ZodType<string | number> = z.union([z.string(), z.number()]);

/** Names to texts, such as versions. */
export const words: z.ZodType<Readonly<Record<string, string>>> = z.record(z.string(), z.string());

/** A value as JSON. @param indent blanks of a level; all in one line by default */
export function asJson(value: unknown, indent?: number): string {
  const kept = (_: string, each: unknown): unknown =>
    typeof each === 'number' && !Number.isFinite(each) ? String(each) : each;
  return `${JSON.stringify(value, kept, indent)}\n`;
}

/** Writes results to a file of JSON that says its format first. */
export function writeStored(
  file: string,
  value: Readonly<Record<string, unknown>>,
  indent?: number,
): Promise<void> {
  return writeWhole(file, asJson({ format, ...value }, indent));
}

/**
 * Reads what {@link writeStored} wrote.
 * @throws InputError, in one line, if the file is missing, damaged, or of another version
 */
export async function readStored<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const given = await readJson(file);
  const found = z.object({ format: z.unknown().optional() }).safeParse(given).data?.format;
  if (found !== format) {
    const whose = found === undefined ? 'says no format' : `has format ${JSON.stringify(found)}`;
    throw new InputError(
      `${file}: ${whose}, and this version of tfjs-sde draws reports from format ${format}; measure again`,
    );
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new InputError(`${complaint(file, parsed.error).message}; measure again`);
}
