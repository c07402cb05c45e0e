// Where Jupyter finds the Deno kernel: the deno of npm, and its cache within the repository.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Describes the kernel to Jupyter, and gives the environment that it is found in. */
export function withDenoKernel() {
  const data = `${root}.cache/jupyter`;
  mkdirSync(`${data}/kernels/deno`, { recursive: true });
  writeFileSync(
    `${data}/kernels/deno/kernel.json`,
    JSON.stringify({
      argv: [`${root}node_modules/.bin/deno`, 'jupyter', '--kernel', '--conn', '{connection_file}'],
      display_name: 'Deno',
      language: 'typescript',
      env: { NO_COLOR: '1', DENO_DIR: `${root}.cache/deno`, DENO_NO_UPDATE_CHECK: '1' },
    }),
  );
  return { ...process.env, JUPYTER_PATH: data };
}
