import { InputError } from '../../errors/index.ts';

/**
 * Whole numbers out of text, 32-64-64, or none.
 * @throws InputError for other text
 */
export function numbersIn(what: string, text: string): number[] {
  if (text === 'none') return [];
  if (/^\d+(-\d+)*$/.test(text)) return text.split('-').map(Number);
  throw new InputError(
    `${what} must be whole numbers such as 32-64-64, or none; got ${JSON.stringify(text)}`,
  );
}
