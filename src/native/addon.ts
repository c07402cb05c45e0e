import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../errors/index.ts';
import { keep } from './cache.ts';
import { complaint, execute } from './execute.ts';
import { librariesName } from './libraries.ts';
import { npmComplaint } from './npm.ts';
import { bindingVersion, nodeApi, type Recipe } from './recipe.ts';
import type { Supervision } from './step.ts';
import { compiler } from './tools.ts';

/** The file the binding loads. */
export const addonFile = 'tfjs_binding.node';

/** The folder of the cache that holds a compiled binding; it fits every Node that offers this Node-API. */
export const addonName = (recipe: Recipe): string =>
  `tfjs-node-${bindingVersion}-napi-v${nodeApi}-${librariesName(recipe)}`;

/** Unpacks a package of npm, and returns its folder. */
async function unpacked(name: string, into: string, signal: AbortSignal): Promise<string> {
  await mkdir(into);
  const quiet = ['--silent', '--prefer-offline', '--pack-destination', into];
  try {
    await execute('npm', ['pack', name, ...quiet, '--loglevel=error'], { cwd: into, signal });
  } catch (error) {
    throw new InputError(`${name} could not be downloaded, npm says: ${npmComplaint(error)}`);
  }
  const [archive = ''] = await readdir(into);
  await execute('tar', ['-xzf', archive], { cwd: into, signal });
  return path.join(into, 'package');
}

/**
 * The compiled binding, from the cache or from its C++ sources, which the npm package carries. The same for processor and
 * GPU but for the TensorFlow it is linked with, which it will look for in `deps/lib` of the package it is put into.
 *
 * @param libraries TensorFlow's libraries and headers
 */
export function addon(
  recipe: Recipe,
  libraries: string,
  { step, signal }: Supervision,
): Promise<string> {
  return keep(addonName(recipe), (folder) =>
    step(`compile the binding of tfjs-node ${bindingVersion}`, async () => {
      const work = path.join(folder, 'work');
      await mkdir(work);
      const [sources, headers] = await Promise.all([
        unpacked(`@tensorflow/tfjs-node@${bindingVersion}`, path.join(work, 'binding'), signal),
        unpacked('node-api-headers@1.9.0', path.join(work, 'headers'), signal),
      ]);
      const source = (file: string): string => path.join(sources, 'binding', file);
      try {
        await execute(
          compiler(),
          [
            ...['-shared', '-fPIC', '-O2', '-std=c++17', '-w', `-DNAPI_VERSION=${nodeApi}`],
            ...['-I', path.join(headers, 'include'), '-I', path.join(libraries, 'include')],
            ...[source('tfjs_backend.cc'), source('tfjs_binding.cc')],
            ...['-o', path.join(folder, addonFile), '-L', path.join(libraries, 'lib')],
            ...['-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'],
            '-Wl,-rpath,$ORIGIN/../../deps/lib',
          ],
          { signal },
        );
      } catch (error) {
        const why = complaint(error, /^.*error: /);
        throw new InputError(`${compiler()} could not compile the binding: ${why}`);
      }
      await rm(work, { recursive: true });
    }),
  );
}
