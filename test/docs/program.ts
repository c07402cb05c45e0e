import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A page of the repository. */
export function page(path: string): string {
  return readFileSync(`${root}${path}`, 'utf8');
}

/** The programs of a page, in its order. */
export function programsOf(path: string): readonly string[] {
  return [...page(path).matchAll(/```ts\n(.*?)```/gs)].map(([, program]) => program ?? '');
}

/** Runs a program as a reader does: in a file of the repository, its types left out. */
export function run(
  program: string,
  name: string,
): { status: number | null; stdout: string; stderr: string } {
  const file = `${root}${name}.mjs`;
  const { ESNext } = ts.ModuleKind;
  const options = { module: ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
  writeFileSync(file, ts.transpile(program, options));
  try {
    return spawnSync(process.execPath, [file], { cwd: root, encoding: 'utf8' });
  } finally {
    rmSync(file);
  }
}
