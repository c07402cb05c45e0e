import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '../errors/index.ts';
import { complaint, execute } from './execute.ts';

const installedList = path.join('node_modules', '.package-lock.json');

/** Why npm failed, in a line. */
export function npmComplaint(error: unknown): string {
  return complaint(error, /^npm (error|ERR!) (?!code|errno|syscall|path|A complete log|Log files)/);
}

/**
 * The folder that npm installed this package into: the nearest above it with npm's list of what is installed.
 *
 * @throws InputError if there is none
 */
export function projectFolder(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  for (let folder = here; ; folder = path.dirname(folder)) {
    const files = [installedList, 'package.json'].map((file) => path.join(folder, file));
    if (files.every((file) => existsSync(file))) return folder;
    if (folder !== path.dirname(folder)) continue;
    throw new InputError(
      'tfjs-sde is not installed in a project by npm (globally, or by another package manager?); npm install it in one',
    );
  }
}

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly packages?: Readonly<Record<string, { readonly dev?: boolean }>>;
}

function manifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Where a package is, or would be, in a project. */
export function packageFolder(project: string, name: string): string {
  return path.join(project, 'node_modules', name);
}

/** The version of a package in a project, if it is installed. */
export function installedVersion(project: string, name: string): string | undefined {
  const file = path.join(packageFolder(project, name), 'package.json');
  return existsSync(file) ? manifest(file).version : undefined;
}

/** Whether a project asks for a package itself. */
function isWanted(project: string, name: string): boolean {
  const { dependencies, devDependencies, optionalDependencies } = manifest(
    path.join(project, 'package.json'),
  );
  return name in { ...dependencies, ...devDependencies, ...optionalDependencies };
}

/** Development packages that were left out stay out. */
function leftOut(project: string): string[] {
  const { packages = {} } = manifest(path.join(project, installedList));
  return Object.values(packages).some(({ dev }) => dev === true) ? [] : ['--omit=dev'];
}

function npm(
  project: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<string> {
  const quiet = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return execute('npm', [...args, ...quiet, ...leftOut(project)], { cwd: project, signal });
}

/**
 * Installs a package into a project, without its scripts; package.json and the lock file stay as they are. As a
 * dependency: npm would not install what the project names as an optional peer, as this package itself does.
 */
export async function addPackage(
  project: string,
  name: string,
  version: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await npm(
      project,
      ['install', `${name}@${version}`, '--save-prod', '--prefer-offline'],
      signal,
    );
  } catch (error) {
    throw new InputError(
      `${name} ${version} could not be installed, npm says: ${npmComplaint(error)}`,
    );
  }
}

/** Takes a package out of a project again, unless the project asks for it itself. */
export async function dropPackage(project: string, name: string): Promise<void> {
  if (installedVersion(project, name) === undefined || isWanted(project, name)) return;
  try {
    await npm(project, ['uninstall', name], undefined);
  } catch (error) {
    throw new InputError(`${name} could not be removed, npm says: ${npmComplaint(error)}`);
  }
}
