import { existsSync, lstatSync, readlinkSync } from 'node:fs';
import { copyFile, mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { addonFile } from './addon.ts';
import { nodeApi } from './recipe.ts';

const deps = (binding: string): string => path.join(binding, 'deps');
const built = (binding: string): string => path.join(binding, 'lib');
const builtAddon = (binding: string): string =>
  path.join(built(binding), `napi-v${nodeApi}`, addonFile);

/**
 * Puts a build into the package that loads it: the compiled binding as a copy, the libraries as a link to the cache.
 *
 * @param binding folder of the package
 */
export async function place(binding: string, libraries: string, addon: string): Promise<void> {
  await unplace(binding);
  await symlink(libraries, deps(binding), 'dir');
  await mkdir(path.dirname(builtAddon(binding)), { recursive: true });
  await copyFile(path.join(addon, addonFile), builtAddon(binding));
}

/** Takes out of the package what {@link place} or its own installer put into it. The cache stays. */
export async function unplace(binding: string): Promise<void> {
  await rm(deps(binding), { recursive: true, force: true });
  await rm(built(binding), { recursive: true, force: true });
}

/** The libraries that are linked into a package, if they are linked. */
export function placedLibraries(binding: string): string | undefined {
  if (!existsSync(deps(binding)) || !lstatSync(deps(binding)).isSymbolicLink()) return undefined;
  return readlinkSync(deps(binding));
}
