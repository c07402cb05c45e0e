import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../errors/index.ts';
import { keep, kept } from './cache.ts';
import { complaint, execute } from './execute.ts';
import { keptParts, type Recipe, type Wheel } from './recipe.ts';
import type { Supervision } from './step.ts';

/** The folder of the cache that holds a recipe's libraries: lib, include, and nvidia beside them. */
export const librariesName = ({ tensorflow: { name, version } }: Recipe): string =>
  `${name}-${version}-linux-x64`;

/** Python: unpacks what is kept of every wheel in a folder. */
const unpack = `
import glob, json, os, shutil, sys, zipfile
source, target, parts = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
for wheel in glob.glob(os.path.join(source, '*.whl')):
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            for begins, becomes in parts:
                if name.startswith(begins) and not name.endswith('/'):
                    path = os.path.join(target, becomes + name[len(begins):])
                    os.makedirs(os.path.dirname(path), exist_ok=True)
                    with archive.open(name) as packed, open(path, 'wb') as file:
                        shutil.copyfileobj(packed, file, 1 << 20)
`;

/** Downloads a wheel into a folder of its own inside `folder`, keeps what is needed, and removes it. */
async function add(wheel: Wheel, folder: string, signal: AbortSignal): Promise<void> {
  const { name, version, sha256 } = wheel;
  const download = path.join(folder, 'download');
  await mkdir(download);
  const wanted = path.join(download, 'wanted.txt');
  await writeFile(wanted, `${name}==${version} --hash=sha256:${sha256}\n`);
  try {
    await execute(
      'python3',
      [
        ...['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-cache-dir', '--no-input'],
        ...['--require-hashes', '--requirement', wanted, '--dest', download],
        ...['--only-binary=:all:', '--implementation', 'cp', '--python-version', '3.11'],
        ...['--abi', 'cp311', '--abi', 'none', '--platform', 'manylinux2014_x86_64'],
        ...['--platform', 'manylinux1_x86_64'],
      ],
      // what pip unpacks on its way is to be found and removed with the rest
      { env: { TMPDIR: download, PIP_DISABLE_PIP_VERSION_CHECK: '1' }, signal },
    );
  } catch (error) {
    throw new InputError(
      `${name} ${version} could not be downloaded, pip says: ${complaint(error, /^ERROR: /)}; ` +
        'see that PyPI, or the index pip is configured for, can be reached. Nothing was changed',
    );
  }
  await execute('python3', ['-c', unpack, download, folder, JSON.stringify(keptParts)], { signal });
  await rm(download, { recursive: true });
}

/** TensorFlow's libraries and headers, from the cache or from PyPI. */
export function libraries(recipe: Recipe, { step, signal }: Supervision): Promise<string> {
  const name = librariesName(recipe);
  if (kept(name).isThere) return keep(name, () => Promise.resolve());
  return keep(name, async (folder) => {
    for (const wheel of [recipe.tensorflow, ...recipe.cuda]) {
      const title = `download ${wheel.name} ${wheel.version} (${wheel.megabytes} MB)`;
      await step(title, () => add(wheel, folder, signal));
    }
  });
}
