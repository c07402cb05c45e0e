import { InputError, unknownName } from '../../src/errors/index.ts';
import { denoising, sliced } from '../../src/train/index.ts';
import { mixture, sine } from '../float64.ts';
import { steps as trainingSteps } from '../training.ts';
import { type Own, onFloat64, sampling, training } from './ownRuns.ts';

/** A workload of a library, by the name its process knows it by. */
export interface Theirs {
  readonly library: 'torch' | 'torchsde' | 'jax' | 'diffrax' | 'diffusers';
  readonly workload: string;
  /** What of the library it is. */
  readonly about: string;
  /** Whether it solves another equation, or the same by other steps, so that its samples are not held against ours. */
  readonly isOther?: true;
}

/** One piece of work that several do. */
export interface Contest {
  readonly name: string;
  readonly title: string;
  readonly dtype: 'float32' | 'float64';
  /** Pieces of work in a run. */
  readonly perRun: number;
  /** The first that can be had is what the others are held against. */
  readonly own: readonly Own[];
  readonly theirs: readonly Theirs[];
}

const network = 'MLP 18-128-128-128-2, batch 512, one Adam step of';
const eager = 'training loop';
const compiled = 'the same with torch.compile';

/** All of them. What takes part does the same work: as many rows and steps, noise drawn in the run, the same dtype. */
export const contests: readonly Contest[] = [
  {
    ...{ name: 'denoising', title: `${network} denoising score matching`, dtype: 'float32' },
    perRun: trainingSteps,
    own: training(denoising()),
    theirs: [
      { library: 'torch', workload: 'denoising', about: eager },
      { library: 'torch', workload: 'denoising compiled', about: compiled },
      { library: 'jax', workload: 'denoising', about: 'all steps in one jitted scan' },
    ],
  },
  {
    ...{ name: 'sliced', title: `${network} sliced score matching`, dtype: 'float32' },
    perRun: trainingSteps,
    own: training(sliced()),
    theirs: [
      { library: 'torch', workload: 'sliced', about: 'training loop, torch.func.jvp' },
      { library: 'torch', workload: 'sliced compiled', about: compiled },
      { library: 'jax', workload: 'sliced', about: 'all steps in one jitted scan, jax.jvp' },
    ],
  },
  {
    ...{ name: 'sampling', dtype: 'float32', perRun: 1 },
    title: 'sampling that MLP: 4,096 samples, 100 Euler-Maruyama steps',
    own: sampling,
    theirs: [
      { library: 'torch', workload: 'sampling', about: 'sampling loop' },
      { library: 'torch', workload: 'sampling compiled', about: compiled },
      { library: 'torchsde', workload: 'sampling', about: 'sdeint, euler' },
      { library: 'jax', workload: 'sampling', about: 'jitted scan' },
      { library: 'diffrax', workload: 'sampling', about: 'Euler, UnsafeBrownianPath' },
      {
        ...{ library: 'diffusers', workload: 'sampling', isOther: true },
        about: 'DDPMScheduler: ancestral steps',
      },
    ],
  },
  {
    ...{ name: 'mixture', dtype: 'float64', perRun: 1 },
    title: 'exact score of 8 Gaussians in 2-D: 4,096 samples, 1,000 Euler-Maruyama steps',
    own: onFloat64(mixture, 2),
    theirs: [
      { library: 'torch', workload: 'mixture', about: 'sampling loop' },
      { library: 'torchsde', workload: 'mixture', about: 'sdeint, euler' },
      { library: 'jax', workload: 'mixture', about: 'jitted scan' },
      { library: 'diffrax', workload: 'mixture', about: 'Euler, UnsafeBrownianPath' },
    ],
  },
  {
    ...{ name: 'sine', dtype: 'float64', perRun: 1 },
    title: 'dx = sin x dt + dw/2: 4,096 paths, 1,000 Euler-Maruyama steps',
    own: onFloat64(sine, 1),
    theirs: [
      { library: 'torch', workload: 'sine', about: 'loop' },
      { library: 'torchsde', workload: 'sine', about: 'sdeint, euler' },
      { library: 'jax', workload: 'sine', about: 'jitted scan' },
      { library: 'diffrax', workload: 'sine', about: 'Euler, UnsafeBrownianPath' },
    ],
  },
];

/**
 * Those that are named, comma-separated; all if nothing is.
 * @throws InputError if a name is unknown
 */
export function contestsNamed(names: string | undefined): readonly Contest[] {
  if (names === undefined) return contests;
  const known = contests.map(({ name }) => name);
  return names.split(',').map((name) => {
    const found = contests.find((contest) => contest.name === name.trim());
    if (found === undefined) throw new InputError(unknownName('workload', name.trim(), known));
    return found;
  });
}
