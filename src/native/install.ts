import { rm } from 'node:fs/promises';
import { InputError } from '../errors/index.ts';
import { addon } from './addon.ts';
import { cacheFolder } from './cache.ts';
import { gpuRecipe } from './cuda.ts';
import { libraries } from './libraries.ts';
import { addPackage, dropPackage, installedVersion, packageFolder, projectFolder } from './npm.ts';
import { installOfficially } from './official.ts';
import { requireOnlyCore } from './onlyCore.ts';
import { place, unplace } from './placed.ts';
import { problems } from './problems.ts';
import { bindingVersion, cpuRecipe, type Recipe } from './recipe.ts';
import type { Supervision } from './step.ts';
import { type Verified, verify } from './verify.ts';

/** Installs the package that loads TensorFlow, without its scripts, and returns its folder. */
async function installBinding(
  project: string,
  { binding }: Recipe,
  { step, signal }: Supervision,
): Promise<string> {
  const folder = packageFolder(project, binding);
  if (installedVersion(project, binding) !== bindingVersion) {
    const title = `install ${binding} ${bindingVersion}`;
    await step(title, () => addPackage(project, binding, bindingVersion, signal));
  }
  requireOnlyCore(folder);
  return folder;
}

/** Takes a binding out of a project, with what was put into it. */
async function takeOut(project: string, { binding }: Recipe): Promise<void> {
  await unplace(packageFolder(project, binding));
  await dropPackage(project, binding);
}

/** Builds in the cache first; the project is changed only by what is complete. */
async function build(recipe: Recipe, project: string, supervision: Supervision): Promise<Verified> {
  const { step, signal } = supervision;
  const found = await problems(recipe, project);
  if (found.length > 0)
    throw new InputError(`no ${recipe.backend} backend: ${found.join('. Also, ')}`);
  const kept = await libraries(recipe, supervision);
  const compiled = await addon(recipe, kept, supervision);
  try {
    const binding = await installBinding(project, recipe, supervision);
    await step('link it', () => place(binding, kept, compiled));
    return await step('verify that it computes', () => verify(recipe, signal));
  } catch (error) {
    await takeOut(project, recipe);
    if (error instanceof InputError) throw error;
    // the next try compiles afresh
    await rm(compiled, { recursive: true, force: true });
    const [why] = (error as Error).message.split('\n');
    throw new InputError(
      `${recipe.binding} was built but does not work, and is removed again: ${why}; ` +
        `if that happens again, delete ${cacheFolder()} and report it`,
    );
  }
}

/** What {@link installNative} installs. */
export interface NativeOptions {
  /** For CUDA, rather than for the processor. */
  readonly gpu: boolean;
  /** By the installer of TensorFlow.js, rather than from PyPI. */
  readonly official: boolean;
}

/**
 * Gives the project this package is installed in a native backend, and sees it compute.
 *
 * @throws InputError if that cannot be done: why, and what to do; the project is then as it was, or without the backend
 */
export async function installNative(
  options: NativeOptions,
  supervision: Supervision,
): Promise<Verified> {
  const recipe = options.gpu ? gpuRecipe : cpuRecipe;
  const project = projectFolder();
  if (!options.official) return build(recipe, project, supervision);
  const wasThere = installedVersion(project, recipe.binding) !== undefined;
  try {
    const binding = await installBinding(project, recipe, supervision);
    return await installOfficially(recipe, binding, supervision);
  } catch (error) {
    if (!wasThere) await takeOut(project, recipe);
    throw error;
  }
}

/**
 * Takes every native backend out of the project. The cache stays.
 *
 * @returns the packages that were there
 */
export async function removeNative({ step }: Supervision): Promise<readonly string[]> {
  const project = projectFolder();
  const there = [gpuRecipe, cpuRecipe].filter(
    ({ binding }) => installedVersion(project, binding) !== undefined,
  );
  for (const recipe of there)
    await step(`remove ${recipe.binding}`, () => takeOut(project, recipe));
  return there.map(({ binding }) => binding);
}
