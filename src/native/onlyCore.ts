import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { InputError } from '../errors/index.ts';

const core = '@tensorflow/tfjs-core/package.json';

/**
 * Checks that a binding shares this package's tfjs-core: two copies register everything twice, and tensors of one are
 * strange to the other.
 *
 * @param binding folder of the package
 * @throws InputError if it has another
 */
export function requireOnlyCore(binding: string): void {
  const union = createRequire(path.join(binding, 'package.json')).resolve(
    '@tensorflow/tfjs/package.json',
  );
  const [ours, theirs] = [import.meta.url, union].map((from) => createRequire(from).resolve(core));
  if (ours === theirs) return;
  const version = (file = ''): string => JSON.parse(readFileSync(file, 'utf8')).version;
  throw new InputError(
    `this project would have @tensorflow/tfjs-core twice, ${version(ours)} and ${version(theirs)}; ` +
      `depend on ${version(ours)} only`,
  );
}
