import { networkDenoiser } from '../../models/index.ts';
import { openRun, samplingOf } from '../run/index.ts';
import { wished } from './asked.ts';
import { guideOf } from './guideOf.ts';
import type { Trained } from './trained.ts';

/**
 * The network of a run, averaged or imported, to take part in a comparison; guided to each class in turn, where that is asked for.
 *
 * @param options its settings
 * @param options.isGuided whether it is to be guided
 * @param options.classifier the run of what guides it; that of its system by default
 * @throws InputError for what is no run, and one that cannot be guided though it is to be
 */
export async function followedRun(
  folder: string,
  {
    isGuided = false,
    classifier,
  }: { isGuided?: boolean | undefined; classifier?: string | undefined } = {},
): Promise<Trained> {
  const opened = await openRun(folder);
  const { network, schedule, step, metrics, config, decoder } = opened;
  const guide = isGuided ? await guideOf(classifier, opened) : undefined;
  const dispose = (): void => {
    network.dispose();
    decoder?.dispose();
    guide?.classifier.dispose();
  };
  try {
    const of = {
      ...{ folder, network, classifier: guide?.classifier },
      classes: guide?.classes ?? (config.kind === 'trained' ? (config.data.classes ?? []) : []),
      guidance: samplingOf(folder, config).guidance ?? 1,
    };
    const guidedBy = (guidance: number) =>
      wished(network, schedule, { class: 'each', guidance }, of);
    // what cannot be guided is told now, before long work
    if (isGuided) guidedBy(1);
    const every = Math.max(1, Math.floor(metrics.length / 100));
    const trained =
      config.kind === 'trained' && step !== undefined
        ? { steps: step, batch: config.settings.batch * config.settings.accumulate }
        : {};
    const facts = {
      architecture: config.kind === 'trained' ? config.settings.model : 'U-Net of diffusers',
      parameters: Object.values(network.parameters).reduce((sum, { size }) => sum + size, 0),
      ...trained,
      run: folder,
      loss: metrics.filter((_, i) => i % every === 0).map((m) => ({ step: m.step, loss: m.loss })),
    };
    const denoiser = networkDenoiser(network, schedule);
    return {
      network: {
        ...{ denoiser, facts },
        ...(isGuided && { guided: (scale, rows) => guidedBy(scale).of(rows) }),
        ...(decoder && { decode: (x) => decoder.decode(x) }),
      },
      parameters: network.parameters,
      classifier: guide?.folder,
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}
