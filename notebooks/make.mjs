// Makes the networks that the notebooks open: trains them in .cache/notebooks, and exports them to notebooks/runs.
//   npm run notebooks:make              tells which there are, and the commands that made them
//   npm run notebooks:make -- glyphs    makes one again, in place of what is there
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { exportRun } from '../dist/src/run/index.js';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const work = '.cache/notebooks';
const [cli, examples] = ['dist/src/cli/main.js', 'dist/bench/examples/main.js'];

/** Pictures of digits, and the same smoothed a little, so that their law is known. */
const [drawn, smoothed] = ['glyphs(characters=digits)', 'glyph-mixture(characters=digits)'];
/** How a network learns them in some minutes. */
const minutes = ['--learning-rate', '0.002', '--batch', '16', '--seed', '1'];

/** The same MLP on the same data, by one of three objectives. */
const scoreOf = (objective, seed) => ({
  name: `${objective}-${seed}`,
  command: [
    ...[cli, 'train', '--data', 'eight-gaussians', '--model', 'mlp(width=64,depth=2)'],
    ...['--objective', objective, '--batch', '128', '--steps', '1500', '--seed', String(seed)],
  ],
});

/** Networks by name: the command that makes each, and where in its folder the run is. */
const networks = [
  ...['simple', 'sliced', 'explicit'].flatMap((by) => [1, 2, 3].map((seed) => scoreOf(by, seed))),
  {
    name: 'glyphs',
    command: [
      ...[cli, 'train', '--system', 'ddpm', '--data', smoothed, ...minutes],
      ...['--model', 'unet(output=eps,channels=8-16-16,groups=4,headSize=8)', '--steps', '1200'],
    ],
  },
  {
    name: 'glyphs-diffusers',
    command: [
      ...[examples, '--foreign', '--data', smoothed, '--channels', '16-32-32'],
      ...['--steps', '1000', '-n', '32'],
    ],
    within: 'run',
  },
  {
    name: 'judge',
    command: [
      ...[cli, 'train', '--model', 'classifier(noisy=false,channels=16-32-32)', '--data', drawn],
      ...['--learning-rate', '0.003', '--batch', '16', '--seed', '1', '--steps', '1000'],
    ],
  },
  {
    name: 'latents',
    command: [
      ...[cli, 'train', '--system', 'latent-diffusion', '--data', drawn, ...minutes],
      ...['--model', 'unet(condition=class,channels=32-64)', '--steps', '1000'],
      ...['--part-model', 'vae(channels=8-16-32,groups=4)', '--part-steps', '400'],
    ],
  },
];

/** A command as a person would type it. */
const typed = (words) => words.map((word) => (/[ ()]/.test(word) ? `"${word}"` : word)).join(' ');

function made({ name, command, within = '.' }) {
  const folder = `${work}/${name}`;
  rmSync(folder, { recursive: true, force: true });
  const backend = command[0] === cli ? ['--backend', 'native'] : [];
  const args = [...command, ...backend, '--out', folder];
  console.log(`node ${typed(args)}`);
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${name}: its command ended with ${status}`);
  return `${folder}/${within}`;
}

const names = process.argv.slice(2);
for (const name of names) {
  const network = networks.find((one) => one.name === name);
  if (network === undefined) {
    console.error(`${name}: no such network; npm run notebooks:make tells which there are`);
    process.exit(2);
  }
  const run = made(network);
  const to = `notebooks/runs/${name}`;
  rmSync(to, { recursive: true, force: true });
  const { parameters } = await exportRun(run, to, { precision: 'float16' });
  console.log(`${to}: ${parameters} numbers`);
}
if (names.length === 0) {
  for (const { name, command } of networks) console.log(`${name.padEnd(18)}${typed(command)}`);
}
