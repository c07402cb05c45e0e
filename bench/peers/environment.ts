import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../../src/errors/index.ts';
import { complaint, execute } from '../../src/native/execute.ts';
import type { Supervision } from '../../src/native/index.ts';
import { spaceProblem } from '../../src/native/space.ts';

/** What is installed, and what pip holds besides while it installs torch: 8.3 GB were seen. */
const needed = 9000;

/** Where the environment is. */
export const environmentFolder = (root: string): string => path.join(root, '.cache', 'peers');

const hashOf = (requirements: string): string =>
  createHash('sha256').update(requirements).digest('hex');
const requirementsIn = (root: string): string =>
  readFileSync(path.join(root, 'bench', 'peers', 'requirements.txt'), 'utf8');
const stamp = (folder: string): string => path.join(folder, 'requirements.sha256');
const pythonIn = (folder: string): string => path.join(folder, 'bin', 'python');

/** `name==version` of each line. */
export function requirementsOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => /^\w/.test(line));
}

async function requirePython(): Promise<void> {
  const usable = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))';
  try {
    await execute('python3', ['-c', usable]);
  } catch {
    throw new InputError(
      '--peers needs python3, 3.11 or newer, with venv and pip; on Debian: apt-get install python3-venv python3-pip',
    );
  }
}

async function install(wanted: string, folder: string, { signal }: Supervision): Promise<void> {
  const temporary = path.join(folder, 'tmp');
  await mkdir(temporary);
  try {
    await execute(
      pythonIn(folder),
      ['-m', 'pip', 'install', '--no-input', '--no-cache-dir', '--quiet', wanted],
      { env: { TMPDIR: temporary, PIP_DISABLE_PIP_VERSION_CHECK: '1' }, signal },
    );
  } catch (error) {
    signal.throwIfAborted();
    throw new InputError(
      `${wanted} could not be installed, pip says: ${complaint(error, /^ERROR: /)}; ` +
        'see that PyPI, or the index pip is configured for, can be reached. Nothing was kept',
    );
  }
  await rm(temporary, { recursive: true });
}

/** The python of the environment that was made of the requirements as they are; undefined where there is none. */
export function madeEnvironment(root: string): string | undefined {
  const folder = environmentFolder(root);
  const isMade =
    existsSync(stamp(folder)) &&
    readFileSync(stamp(folder), 'utf8') === hashOf(requirementsIn(root));
  return isMade ? pythonIn(folder) : undefined;
}

/**
 * A Python environment with what `bench/peers/requirements.txt` asks for: the one that is there if it was made of the same
 * requirements, else a new one, made beside it and then put in its place. Nothing is left of one that fails.
 *
 * @param megabytes that have to be free
 * @returns its python; what else is in its bin names the folder it was made in, and is of no use
 * @throws InputError if python3, space or a package is missing
 */
export async function environment(
  root: string,
  supervision: Supervision,
  megabytes: number = needed,
): Promise<string> {
  const { step, signal } = supervision;
  const made = madeEnvironment(root);
  if (made !== undefined) return made;
  const requirements = requirementsIn(root);
  const folder = environmentFolder(root);
  await requirePython();
  const full = spaceProblem([{ folder, megabytes }], 'make room');
  if (full !== undefined) throw new InputError(`no Python environment: ${full}`);
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(path.dirname(part), { recursive: true });
  try {
    await step('make a Python environment in .cache/peers, 6 GB in the end', () =>
      execute('python3', ['-m', 'venv', part], { signal }),
    );
    for (const wanted of requirementsOf(requirements)) {
      await step(`install ${wanted}`, () => install(wanted, part, supervision));
    }
    await writeFile(stamp(part), hashOf(requirements));
    await rm(folder, { recursive: true, force: true });
    await rename(part, folder);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
  return pythonIn(folder);
}
