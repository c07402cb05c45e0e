import { type Reader, reader } from './reader.ts';

/** What an option may be set to in text. */
export type OptionValue = number | string | boolean;

/** A thing by name, with the options that were written: `ddim(eta=1)`. */
export interface Specification {
  readonly name: string;
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** A solver by name, with the grid it is to run on if one was written: `heun@karras(rho=5)`. */
export interface SpecificationOnGrid extends Specification {
  readonly grid?: Specification;
}

function readValue(text: string): OptionValue {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

function readOptions(from: Reader): Record<string, OptionValue> {
  const options: Record<string, OptionValue> = {};
  if (!from.accept('(')) return options;
  while (!from.accept(')')) {
    const at = from.position();
    const key = from.word('an option such as eta=1');
    if (key in options) from.fail(`option ${key} only once`, at);
    from.expect('=', `"=" after option ${key}`);
    options[key] = from.quoted() ?? readValue(from.value(`a value for option ${key}`));
    if (!from.accept(',') && !from.sees(')')) from.fail('"," or ")"');
  }
  return options;
}

function readOne(from: Reader, what: string): Specification {
  return { name: from.word(`the name of a ${what}`), options: readOptions(from) };
}

/**
 * Reads one name with options: `eight-gaussians(radius=3)`.
 *
 * @param what what is named, for messages: `data set`
 * @throws InputError naming the character where the text stops making sense
 */
export function parseSpecification(text: string, what: string): Specification {
  const from = reader(text, what);
  const read = readOne(from, what);
  from.end();
  return read;
}

/**
 * Reads a list of names with options, each on a grid if one is written after an @:
 * `ddpm(variance=large),ddim(eta=1),heun@karras`. Values are numbers, true, false, words, paths, or text in
 * double quotes.
 *
 * @param what what is named, for messages: `solver`
 * @throws InputError naming the character where the text stops making sense
 */
export function parseSpecifications(text: string, what: string): SpecificationOnGrid[] {
  const from = reader(text, what);
  const read: SpecificationOnGrid[] = [];
  do {
    const one = readOne(from, what);
    read.push(from.accept('@') ? { ...one, grid: readOne(from, 'grid') } : one);
  } while (from.accept(','));
  from.end();
  return read;
}

/** A value as it is written in a specification: words, paths and numbers bare, other text in quotes. */
export function written(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  return /^[\w.+\-/\\:~]+$/.test(value) && typeof readValue(value) === 'string'
    ? value
    : JSON.stringify(value);
}
