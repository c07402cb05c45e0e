import type { TrainedRun } from '../choosing/trainedRuns.ts';

/** A network that recommendations are judged on. */
interface Judged {
  readonly network: TrainedRun;
  readonly data: string;
  readonly samples: number;
  readonly budgets: readonly number[];
}

const runs = 'tfjs-sde-choosing/judged';

/** A network that `tfjs-sde train` makes. */
function made(name: string, data: string, ...settings: readonly string[]): TrainedRun {
  const run = `${runs}/${name}`;
  const of = ['train', '--data', data, '--seed', '1', '--backend', 'native', '--out', run];
  return { run, folder: run, command: ['dist/src/cli/main.js', ...of, ...settings] };
}

/** In the plane. */
function inPlane(name: string, data: string, schedule: string): Judged {
  const network = made(name, data, '--schedule', schedule, '--steps', '4000');
  return { network, data, samples: 2048, budgets: [3, 4, 5, 8, 14] };
}

const small = 'glyph-mixture(size=8,shapes=500,seed=3)';

/** Small perceptrons, and a U-Net of pictures. */
export const networks: readonly Judged[] = [
  inPlane('moons on vp', 'moons', 'vp'),
  inPlane('checkerboard on cosine', 'checkerboard', 'cosine'),
  inPlane('spirals on edm', 'spirals', 'edm'),
  {
    network: made(
      'glyphs by a U-Net',
      small,
      ...['--model', 'unet(channels=16-32,output=eps)', '--steps', '2000', '--batch', '64'],
    ),
    data: small,
    samples: 256,
    budgets: [4, 8],
  },
];
