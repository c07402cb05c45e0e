// Opens the notebooks in Jupyter, whichever there is, with the deno of npm as their kernel.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { withDenoKernel } from './denoKernel.mjs';

const folder = fileURLToPath(new URL('../notebooks', import.meta.url));
const env = withDenoKernel();
for (const command of ['jupyter-lab', 'jupyter-notebook']) {
  const { error, status } = spawnSync(command, [folder, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env,
  });
  if (error === undefined) process.exit(status ?? 1);
  if (error.code !== 'ENOENT') throw error;
}
console.error(
  'npm run notebooks:open needs Jupyter: pip install jupyterlab, or on Debian apt-get install jupyter-notebook',
);
process.exit(1);
