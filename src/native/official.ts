import { InputError } from '../errors/index.ts';
import { addonName } from './addon.ts';
import { kept } from './cache.ts';
import { complaint, execute } from './execute.ts';
import { place, placedLibraries, unplace } from './placed.ts';
import type { Recipe } from './recipe.ts';
import type { Supervision } from './step.ts';
import { type Verified, verify } from './verify.ts';

/**
 * Lets a binding's own installer fetch TensorFlow and a compiled binding from Google's storage. If that fails, a build
 * that was there before is put back.
 *
 * @param binding folder of the package
 */
export async function installOfficially(
  recipe: Recipe,
  binding: string,
  { step, signal }: Supervision,
): Promise<Verified> {
  const before = placedLibraries(binding);
  await unplace(binding);
  try {
    await step(`run the installer of ${recipe.binding}`, () =>
      execute('npm', ['run', 'install', '--loglevel=error'], { cwd: binding, signal }),
    );
    return await step('verify', () => verify(recipe, signal));
  } catch (error) {
    await unplace(binding);
    if (before !== undefined) await place(binding, before, kept(addonName(recipe)).folder);
    const why = complaint(error, /^(Error: |.*failed with error: )/);
    throw new InputError(
      `the installer of ${recipe.binding} failed: ${why}; without --official it is built from PyPI's TensorFlow`,
    );
  }
}
