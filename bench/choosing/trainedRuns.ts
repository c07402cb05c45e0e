import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A network that cases follow: where its run is, and the command that makes it. */
export interface TrainedRun {
  /** The run folder, from the root of the project. */
  readonly run: string;
  /** The folder that the command fills, which may hold more than the run. */
  readonly folder: string;
  /** A script of dist and its arguments. */
  readonly command: readonly [script: string, ...args: string[]];
}

const runs = 'tfjs-sde-choosing/runs';

/** A U-Net trained here, on glyphs whose law is known. */
export const unet: TrainedRun = {
  run: `${runs}/unet`,
  folder: `${runs}/unet`,
  command: [
    'dist/src/cli/main.js',
    ...['train', '--system', 'ddpm', '--data', 'glyph-mixture', '--steps', '2000', '--batch', '32'],
    ...['--model', 'unet(channels=16-32-32,output=eps)', '--seed', '1', '--backend', 'native'],
    ...['--out', `${runs}/unet`],
  ],
};

/** A UNet2DModel trained by torch and diffusers on the same glyphs, and imported. */
export const diffusers: TrainedRun = {
  run: `${runs}/diffusers/run`,
  folder: `${runs}/diffusers`,
  command: [
    'dist/bench/examples/main.js',
    ...['--foreign', '--data', 'glyph-mixture', '--steps', '400', '-n', '32'],
    ...['--out', `${runs}/diffusers`],
  ],
};

/** Makes a run, unless the same command has made it before. */
export function prepareRun(root: string, { folder, command }: TrainedRun): void {
  const told = path.join(root, `${folder}.command.json`);
  const text = JSON.stringify(command);
  if (existsSync(told) && readFileSync(told, 'utf8') === text) return;
  rmSync(path.join(root, folder), { recursive: true, force: true });
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`choosing: ${command.join(' ')} ended with ${status}`);
  writeFileSync(told, text);
}
