import { addonName } from './addon.ts';
import { cacheFolder, kept } from './cache.ts';
import { librariesName } from './libraries.ts';
import { installedVersion } from './npm.ts';
import { bindingMegabytes, bindingVersion, type Recipe } from './recipe.ts';
import { type Need, spaceProblem } from './space.ts';
import { systemProblem, thisSystem } from './system.ts';
import { compilerProblem, npmProblem, pipProblem } from './tools.ts';

/**
 * What stands in the way of a build, a sentence each, before anything is downloaded. What is in the cache already needs
 * neither pip nor a compiler.
 */
export async function problems(recipe: Recipe, project: string): Promise<readonly string[]> {
  const unsupported = systemProblem(thisSystem());
  if (unsupported !== undefined) return [unsupported];
  const { tensorflow, cuda, keptMegabytes } = recipe;
  const [hasLibraries, hasAddon] = [librariesName, addonName].map(
    (name) => kept(name(recipe)).isThere,
  );
  const hasBinding = installedVersion(project, recipe.binding) === bindingVersion;
  const largest = Math.max(...[tensorflow, ...cuda].map(({ megabytes }) => megabytes));
  const needs: Need[] = [];
  // pip holds a wheel twice for a moment
  if (!hasLibraries) needs.push({ folder: cacheFolder(), megabytes: keptMegabytes + 2 * largest });
  if (!hasBinding) needs.push({ folder: project, megabytes: bindingMegabytes });
  const found = [
    hasBinding && hasAddon ? undefined : await npmProblem(),
    hasLibraries ? undefined : await pipProblem(),
    hasAddon ? undefined : await compilerProblem(),
    spaceProblem(needs),
  ];
  return found.filter((problem) => problem !== undefined);
}
