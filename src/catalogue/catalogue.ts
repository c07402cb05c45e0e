import { InputError, unknownName } from '../errors/index.ts';
import { type OptionValue, type Specification, written } from './specification.ts';

/** A thing that says its name and its settings as resolved, defaults included. */
export interface Named {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Options whose text lists whole numbers, 32-64-64: one alone is a list too. */
  readonly lists?: readonly string[];
}

/** Makes a thing from one object of options; all of them have defaults. What the options are is each maker's own affair. */
export type Factory<T extends Named> = (options?: never) => T;

/** Everything of one kind, by the name that its maker gives it with defaults. */
export interface Catalogue<T extends Named> {
  /** What it lists, in the singular: `solver`. */
  readonly what: string;
  /** Each with default options, in the order given. */
  readonly defaults: readonly T[];
  /**
   * Makes what is specified.
   * @throws InputError for an unknown name, an unknown option, an option of another type, and what the maker refuses
   */
  make(specification: Specification): T;
  /** Its name and the options that differ from their defaults, as a specification would write them. */
  label(thing: Named): string;
}

/** Whether an option's default is something that text can set. */
function isSettable(value: unknown): value is OptionValue {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
}

/** Options as their maker takes them: a number where it takes a list as text. */
function withLists(
  given: Specification['options'],
  lists: readonly string[],
): Specification['options'] {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      lists.includes(name) && typeof value === 'number' ? String(value) : value,
    ]),
  );
}

function requireOptions(what: string, of: Named, given: Specification['options']): void {
  const names = Object.keys(of.options).filter((name) => isSettable(of.options[name]));
  for (const [name, value] of Object.entries(given)) {
    if (names.length === 0) {
      throw new InputError(`${what} ${of.name} takes no options, got ${name}=${written(value)}`);
    }
    if (!names.includes(name))
      throw new InputError(unknownName(`option of ${of.name}`, name, names));
    const expected = of.options[name];
    if (typeof value === typeof expected) continue;
    throw new InputError(
      `${what} ${of.name}: option ${name} must be a ${typeof expected} such as ${written(expected)}, got ${written(value)}`,
    );
  }
}

/**
 * A catalogue of the things that some makers make.
 *
 * @param what what they make, in the singular
 */
export function catalogue<T extends Named>(
  what: string,
  factories: readonly Factory<T>[],
): Catalogue<T> {
  const makers = new Map(factories.map((make) => [make().name, make] as const));
  const defaults = Array.from(makers.values(), (make) => make());
  const plain = new Map(defaults.map((thing) => [thing.name, thing] as const));
  return {
    what,
    defaults,
    make: (specification) => {
      const { name } = specification;
      const [make, usual] = [makers.get(name), plain.get(name)];
      if (make === undefined || usual === undefined) {
        throw new InputError(unknownName(what, name, [...makers.keys()]));
      }
      const options = withLists(specification.options, usual.lists ?? []);
      requireOptions(what, usual, options);
      // The names and types of the options were held against the maker's own defaults just now.
      return make(options as never);
    },
    label: ({ name, options, lists = [] }) => {
      const usual = plain.get(name)?.options ?? {};
      const set = Object.entries(options).filter(
        ([option, value]) => JSON.stringify(value) !== JSON.stringify(usual[option]),
      );
      if (set.length === 0) return name;
      const text = (option: string, value: unknown): string =>
        lists.includes(option) ? String(value) : written(value);
      return `${name}(${set.map(([option, value]) => `${option}=${text(option, value)}`).join(',')})`;
    },
  };
}
