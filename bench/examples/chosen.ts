import { InputError, unknownName } from '../../src/errors/index.ts';
import type { ExampleCase } from './exampleCase.ts';

/**
 * The cases of some names, each after what it needs; of no name all but the extra ones.
 * @throws InputError for a name that is none
 */
export function chosen(
  names: readonly string[],
  all: readonly ExampleCase[],
): readonly ExampleCase[] {
  const wanted = new Set<string>();
  const want = (name: string): void => {
    const found = all.find((one) => one.name === name);
    if (found === undefined) {
      throw new InputError(
        unknownName(
          'example',
          name,
          all.map((one) => one.name),
        ),
      );
    }
    for (const before of found.needs) want(before);
    wanted.add(name);
  };
  const asked =
    names.length > 0
      ? names
      : all.filter(({ isExtra }) => isExtra !== true).map(({ name }) => name);
  for (const name of asked) want(name);
  return all.filter(({ name }) => wanted.has(name));
}
