import { z } from 'zod';
import { InputError, unknownName } from '../errors/index.ts';

/** An integer written in decimal digits; the message names the option and what was given. */
export function integerOption(option: string, low: number): z.ZodType<number> {
  const expected = low === 1 ? 'a positive integer' : `an integer of at least ${low}`;
  return z.string().transform((text, context) => {
    const value = Number(text);
    if (/^\s*[+-]?\d+\s*$/.test(text) && Number.isSafeInteger(value) && value >= low) return value;
    context.addIssue(`${option} must be ${expected}, got ${JSON.stringify(text)}`);
    return z.NEVER;
  });
}

/** A finite number of at least 0. */
export function numberOption(option: string): z.ZodType<number> {
  return z.string().transform((text, context) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
    context.addIssue(`${option} must be a number of at least 0, got ${JSON.stringify(text)}`);
    return z.NEVER;
  });
}

/** Positive integers between commas. */
export function integersOption(option: string): z.ZodType<number[]> {
  const one = integerOption(option, 1);
  return z.string().transform((text, context) => {
    const values = text.split(',').map((part) => one.safeParse(part).data);
    const found = values.filter((value) => value !== undefined);
    if (found.length === values.length) return found;
    context.addIssue(
      `${option} must be positive integers between commas such as 5,10,20, got ${JSON.stringify(text)}`,
    );
    return z.NEVER;
  });
}

/** A file whose ending says what is written to it. */
export function fileOption(option: string, endings: readonly string[]): z.ZodType<string> {
  return z
    .string()
    .refine((file) => endings.includes(file.split('.').at(-1)?.toLowerCase() ?? ''), {
      error: ({ input }) =>
        `${option} must end in ${endings.map((ending) => `.${ending}`).join(', ')}, got ${JSON.stringify(input)}`,
    });
}

/** Finite numbers between commas. */
export function numbersOption(option: string): z.ZodType<number[]> {
  return z.string().transform((text, context) => {
    const parts = text.split(',').map((part) => part.trim());
    const values = parts.map(Number);
    if (parts.every((part) => part !== '') && values.every(Number.isFinite)) return values;
    context.addIssue(`${option} must be numbers between commas, got ${JSON.stringify(text)}`);
    return z.NEVER;
  });
}

/** Text that is not empty. */
export function textOption(option: string): z.ZodType<string> {
  return z.string().refine((text) => text !== '', `${option} must not be empty`);
}

/** A seed: digits are an integer, all else is text. */
export function seedOption(option: string): z.ZodType<string | number> {
  return z.string().transform((text, context) => {
    if (text === '') {
      context.addIssue(`${option} must not be empty; give an integer or some text`);
      return z.NEVER;
    }
    const value = Number(text);
    return /^[+-]?\d+$/.test(text) && Number.isSafeInteger(value) ? value : text;
  });
}

/** One of some names. @param what what they name, for the message */
export function nameOption<const N extends string>(
  what: string,
  names: readonly N[],
): z.ZodType<N> {
  return z.string().transform((text, context) => {
    const found = names.find((name) => name === text);
    if (found !== undefined) return found;
    context.addIssue(unknownName(what, text, names));
    return z.NEVER;
  });
}

/**
 * Reads what came from outside by a schema.
 * @throws InputError with the first thing that is wrong, in one line
 */
export function read<T>(schema: z.ZodType<T>, given: unknown): T {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new InputError(result.error.issues[0]?.message ?? 'the options cannot be read');
}
