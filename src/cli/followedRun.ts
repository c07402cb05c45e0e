import { networkDenoiser } from '../../models/index.ts';
import { openRun } from '../run/index.ts';
import type { Trained } from './trained.ts';

/** The network of a run, averaged or imported, to take part in a comparison. */
export async function followedRun(folder: string): Promise<Trained> {
  const { network, schedule, step, metrics, config } = await openRun(folder);
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
  return { network: { denoiser, facts }, dispose: () => network.dispose() };
}
