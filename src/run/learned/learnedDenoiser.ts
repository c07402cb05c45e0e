import { networkDenoiser } from '../../../models/index.ts';
import {
  knownDenoisers,
  knownObjectives,
  knownTimes,
  knownVaes,
  parseSpecification,
  type Specification,
  scheduleFrom,
} from '../../catalogue/index.ts';
import { foldIn, keyOf } from '../../noise/index.ts';
import { requireSignal, reverse } from '../../problem/index.ts';
import { denoiserTask, requireConditions, requireNeeds } from '../../train/index.ts';
import { latentsOf } from '../latents/latents.ts';
import { drawnPicture } from '../picture.ts';
import { dataShape } from '../runData.ts';
import type { GivenRun, MakeLearned } from './learned.ts';
import { madeFor } from './madeFor.ts';

/**
 * Prepares a network that denoises data, or latents of them.
 *
 * @param vae what encodes samples as the latents that are denoised; left out where samples are
 * @throws InputError for unknown names and options, and parts that do not go together
 */
export async function learnedDenoiser(
  { settings, data }: GivenRun,
  model: Specification,
  vae?: Specification,
): Promise<MakeLearned> {
  const schedule = await scheduleFrom(settings.schedule);
  const architecture = knownDenoisers.make(model);
  requireSignal(schedule, architecture.predicts);
  const objective = knownObjectives.make(parseSpecification(settings.objective, 'objective'));
  const times = knownTimes.make(parseSpecification(settings.times, 'way to draw times'));
  const { exact, ...lawless } = data.train;
  const learnsVariance = architecture.options.learnsVariance === true;
  const seen = vae === undefined ? data.train : lawless;
  requireNeeds(objective, { data: seen, schedule, times, learnsVariance });
  // some ways need a schedule of a certain kind, which drawing tells
  times.draw(schedule, keyOf(0), 0, 1);
  const { seed, batch, conditionDropout } = settings;
  const { shape: own, classes } = dataShape(data.train);
  const shape =
    vae === undefined ? own : madeFor(data.train, () => knownVaes.make(vae).latentOf(own));
  return () => {
    const network = madeFor(data.train, () => architecture.make({ shape, classes }, seed));
    try {
      requireConditions(data.train, network);
    } catch (error) {
      network.dispose();
      throw error;
    }
    const key = foldIn(keyOf(seed), 'train');
    return {
      parameters: network.parameters,
      begin: async (folder) => {
        const latents = vae === undefined ? undefined : await latentsOf(folder, data);
        const { train, heldOut } = latents ?? data;
        const sources = { data: train, heldOut, schedule, network, objective, times };
        return {
          task: denoiserTask({ ...sources, key, batch, conditionDropout }),
          picture: (parameters, title) => {
            const diffusion = reverse(networkDenoiser(network.with(parameters), schedule));
            return drawnPicture(title, diffusion, data.train, latents?.decoder);
          },
          dispose: () => latents?.dispose(),
        };
      },
      dispose: () => network.dispose(),
    };
  };
}
