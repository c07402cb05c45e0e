import { createRequire } from 'node:module';
import { z } from 'zod';

const manifest = z.object({ version: z.string() });

/** The version of an installed package, this one included. */
export function version(name: string): string {
  return manifest.parse(createRequire(import.meta.url)(`${name}/package.json`)).version;
}

/** The versions that a result depends on. */
export function packageVersions(): Readonly<Record<string, string>> {
  return {
    'tfjs-sde': version('tfjs-sde'),
    '@tensorflow/tfjs-core': version('@tensorflow/tfjs-core'),
    node: process.version,
  };
}
