import type { TrainedRun } from '../choosing/trainedRuns.ts';

/** Where the run of a network is, and how it is made, unless it is there. */
export interface Followed {
  readonly run: string;
  readonly made?: TrainedRun;
}

/** A network that recommendations are judged on. */
interface Judged {
  readonly network: Followed;
  readonly data: string;
  readonly samples: number;
  readonly budgets: readonly number[];
}

const runs = 'tfjs-sde-choosing/judged';

/** A network that `tfjs-sde train` makes. */
function made(name: string, data: string, ...settings: readonly string[]): Followed {
  const run = `${runs}/${name}`;
  const of = ['train', '--data', data, '--seed', '1', '--backend', 'native', '--out', run];
  const command = ['dist/src/cli/main.js', ...of, ...settings] as const;
  return { run, made: { run, folder: run, command: [...command] } };
}

/** In the plane. */
function inPlane(name: string, data: string, schedule: string): Judged {
  const network = made(name, data, '--schedule', schedule, '--steps', '4000');
  return { network, data, samples: 2048, budgets: [3, 4, 5, 8, 14] };
}

/** On pictures of digits, whose law is known: a network that is committed. */
function committed(name: string): Judged {
  const data = 'glyph-mixture(characters=digits)';
  return { network: { run: `notebooks/runs/${name}` }, data, samples: 256, budgets: [4] };
}

/** Small perceptrons in the plane, a U-Net of pictures trained here, and one trained by diffusers. */
export const networks: readonly Judged[] = [
  inPlane('moons on vp', 'moons', 'vp'),
  inPlane('checkerboard on cosine', 'checkerboard', 'cosine'),
  inPlane('spirals on edm', 'spirals', 'edm'),
  committed('glyphs'),
  committed('glyphs-diffusers'),
];
