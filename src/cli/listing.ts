import { Command } from 'commander';
import { type Catalogue, type Named, written } from '../catalogue/index.ts';
import { type Column, table } from './table.ts';
import type { Terminal } from './terminal.ts';

/** What is told of each thing in a list, besides its name and options. */
export interface Told<T> extends Column {
  readonly heading: string;
  /** What it is, as JSON holds it. */
  readonly of: (thing: T) => unknown;
  /** The same in words, where it is neither text nor a number. */
  readonly words?: (thing: T) => string;
}

/** Options with their defaults: `variance=small`. */
function optionsOf({ options }: Named): string {
  return Object.entries(options)
    .filter(([, value]) => value !== undefined && typeof value !== 'object')
    .map(([option, value]) => `${option}=${written(value)}`)
    .join(', ');
}

/**
 * A command that lists a catalogue: a table, or JSON that holds the same under the headings' names.
 *
 * @param name the command's name
 * @param told what is told of each thing, a column each
 */
export function listing<T extends Named>(
  name: string,
  { what, defaults }: Catalogue<T>,
  told: readonly Told<T>[],
  { out }: Terminal,
): Command {
  return new Command(name)
    .description(`list every ${what} with its options and their defaults`)
    .option('--json', 'as JSON', false)
    .action(({ json }: { json: boolean }) => {
      if (json) {
        const things = defaults.map((thing) => ({
          name: thing.name,
          options: thing.options,
          ...Object.fromEntries(told.map(({ heading, of }) => [heading, of(thing)])),
        }));
        const inWords = (_: string, value: unknown): unknown =>
          value === Infinity ? 'Infinity' : value; // JSON has none, and would say null
        out.write(`${JSON.stringify(things, inWords, 2)}\n`);
        return;
      }
      const rows = defaults.map((thing) => [
        thing.name,
        optionsOf(thing),
        ...told.map(({ of, words }) => words?.(thing) ?? String(of(thing))),
      ]);
      out.write(table([{ heading: what }, { heading: 'options' }, ...told], rows));
    });
}
