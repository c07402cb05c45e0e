import type { Dataset } from '../../data/index.ts';
import { InputError, unknownName } from '../../errors/index.ts';
import type { TrainSettings } from '../settings.ts';
import type { System } from './system.ts';

/** Whether samples are images. */
const isImage = ({ shape }: Dataset): boolean => shape.length === 3;

/** What training of images differs in: a U-Net has more to compute a row, and to learn. */
const ofImages: Partial<TrainSettings> = {
  batch: 64,
  learningRate: 0.001,
  clip: 1,
  ema: 0.998,
  steps: 4000,
};

/**
 * The network for data: a U-Net for images, an MLP else.
 * @param options of the U-Net, of which an MLP has those that say what it predicts
 */
function network(data: Dataset, options = ''): Partial<TrainSettings> {
  if (isImage(data)) return { ...ofImages, model: `unet(${options})`.replace('()', '') };
  const shared = options.split(',').filter((option) => /^(predicts|learnsVariance)=/.test(option));
  return { model: `mlp(${shared.join(',')})`.replace('()', '') };
}

/** The same for a system that only images can have. */
function imageNetwork(name: string, data: Dataset, options: string): Partial<TrainSettings> {
  if (isImage(data)) return network(data, options);
  throw new InputError(
    `system ${name} needs images, ${data.name} has samples of shape [${data.shape}]; use glyphs, or files of images`,
  );
}

/** An SDE in continuous time, on the schedule of its name. */
function sde(schedule: string, about: string, equation: string): System {
  return {
    name: `${schedule}-sde`,
    about,
    source: `Song et al. 2021, arXiv:2011.13456, ${equation}`,
    settings: (data) => ({
      ...network(data),
      ...{ schedule, objective: 'simple', times: 'stratified' },
    }),
    sampling: { solver: 'predictor-corrector', steps: 250 },
  };
}

/** Systems in the order in which the field found them, by what they build on. */
export const systems: readonly System[] = [
  {
    name: 'ddpm',
    about: 'a network of the noise, trained at 1000 levels (algorithm 1), sampled step by step (2)',
    source: 'Ho, Jain & Abbeel 2020, arXiv:2006.11239',
    settings: (data) => ({
      ...network(data, 'output=eps'),
      ...{ schedule: 'ddpm', objective: 'simple', times: 'discrete' },
    }),
    sampling: { solver: 'ddpm@consecutive', steps: 1000, limit: 'clip' },
  },
  {
    name: 'iddpm',
    about: 'cosine noise, a learned variance and the hybrid loss, so that few steps suffice',
    source: 'Nichol & Dhariwal 2021, arXiv:2102.09672',
    settings: (data) => ({
      ...network(data, 'output=eps,learnsVariance=true'),
      ...{ schedule: 'ddpm(betas=cosine)', objective: 'hybrid', times: 'discrete' },
    }),
    sampling: { solver: 'iddpm@linspace', steps: 50, limit: 'clip' },
  },
  sde('vp', 'the variance-preserving SDE in continuous time', 'eq. 11'),
  sde('sub-vp', 'the SDE whose variance stays below that of the variance-preserving one', 'eq. 12'),
  sde('ve', 'the variance-exploding SDE in continuous time', 'eq. 9'),
  {
    name: 'ncsn',
    about: 'scores at a few geometric noise levels, sampled by annealed Langevin dynamics',
    source: 'Song & Ermon 2019, arXiv:1907.05600; 2020, arXiv:2006.09011',
    settings: (data) => ({
      ...network(data),
      ...{ schedule: 've(sigmaMax=20)', objective: 'simple', times: 'levels(count=50)' },
    }),
    sampling: { solver: 'annealed-langevin', steps: 50 },
  },
  {
    name: 'classifier-guidance',
    about: 'a network of all data, guided by the gradient of a classifier of noisy images (ADM-G)',
    source: 'Dhariwal & Nichol 2021, arXiv:2105.05233',
    settings: (data) => ({
      ...imageNetwork('classifier-guidance', data, ''),
      ...{ schedule: 'cosine', objective: 'simple', times: 'stratified' },
    }),
    part: {
      name: 'classifier',
      settings: (_, { schedule, times }) => ({
        ...ofImages,
        ...{ model: 'classifier', schedule, times, steps: 1500 },
      }),
    },
    sampling: { solver: 'dpmpp-2m', steps: 20, guidance: 2 },
  },
  {
    name: 'classifier-free-guidance',
    about: 'a network of classes that now and then is not told which, guided away from that',
    source: 'Ho & Salimans 2022, arXiv:2207.12598',
    settings: (data) => ({
      ...imageNetwork('classifier-free-guidance', data, 'condition=class'),
      ...{ schedule: 'cosine', objective: 'simple', times: 'stratified', conditionDropout: 0.1 },
    }),
    sampling: { solver: 'dpmpp-2m', steps: 20, guidance: 2 },
  },
  {
    name: 'text-to-image',
    about: 'captions through a text encoder and cross-attention, with classifier-free guidance',
    source: 'Nichol et al. 2022, arXiv:2112.10741; Saharia et al. 2022, arXiv:2205.11487',
    settings: (data) => ({
      ...imageNetwork('text-to-image', data, 'condition=caption,attention=8'),
      ...{ schedule: 'cosine', objective: 'simple', times: 'stratified', conditionDropout: 0.1 },
    }),
    sampling: { solver: 'dpmpp-2m', steps: 20, guidance: 3, limit: 'threshold' },
  },
  {
    name: 'latent-diffusion',
    about: 'a VAE of images trained first, and a diffusion of its normalised latents',
    source: 'Rombach et al. 2022, arXiv:2112.10752',
    settings: (data) => ({
      ...imageNetwork(
        'latent-diffusion',
        data,
        `channels=64-128${data.labels === undefined ? '' : ',condition=class'}`,
      ),
      ...{ schedule: 'cosine', objective: 'simple', times: 'stratified', conditionDropout: 0.1 },
    }),
    part: {
      name: 'vae',
      settings: () => ({ ...ofImages, model: 'vae', learningRate: 0.003, steps: 1000 }),
    },
    sampling: { solver: 'dpmpp-2m', steps: 20, guidance: 2 },
  },
  {
    name: 'edm',
    about:
      'preconditioned layers, noise levels drawn log-normally, stochastic sampling of second order',
    source: 'Karras et al. 2022, arXiv:2206.00364',
    settings: (data) => ({
      ...network(data),
      ...{ schedule: 'edm', objective: 'edm', times: 'log-normal' },
    }),
    sampling: { solver: 'edm(churn=5)', steps: 18 },
  },
  {
    name: 'flow-matching',
    about: 'the velocity of straight paths between noise and data, followed as an ODE',
    source: 'Lipman et al. 2023, arXiv:2210.02747; Liu et al. 2023, arXiv:2209.03003',
    settings: (data) => ({
      ...network(data, 'predicts=velocity'),
      ...{ schedule: 'flow', objective: 'flow', times: 'logit-normal' },
    }),
    sampling: { solver: 'heun@uniform', steps: 20 },
  },
];

/**
 * A system by its name.
 * @throws InputError for a name that is unknown, with the nearest one that is
 */
export function systemNamed(name: string): System {
  const found = systems.find((system) => system.name === name);
  if (found !== undefined) return found;
  throw new InputError(
    unknownName(
      'system',
      name,
      systems.map((system) => system.name),
    ),
  );
}
