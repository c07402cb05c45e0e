import { InputError, useBackend } from '../src/index.ts';
import { brownianWorkloads } from './brownian.ts';
import { float64Workloads } from './float64.ts';
import { itoWorkloads } from './ito.ts';
import { measure, type Workload } from './measure.ts';
import { normalsWorkload } from './normals.ts';
import { tensorWorkloads } from './tensors.ts';
import { trainingWorkloads } from './training.ts';
import { timedUnet, unetWorkloads } from './unet.ts';
import { besidePyTorch } from './unetBesidePyTorch.ts';

/** Repeats of each pair; the medians are printed. */
const repeats = 7;

async function print(workloads: readonly Workload[]): Promise<void> {
  for (const workload of workloads) {
    const { name, against, limit, runMs, referenceMs, ratio, floorMs } = await measure(
      workload,
      repeats,
    );
    const floor =
      floorMs === undefined ? '' : `; its matrix products alone ${floorMs.toFixed(2)} ms`;
    console.log(
      [
        name,
        `  ${runMs.toFixed(2)} ms, ${against} ${referenceMs.toFixed(2)} ms${floor}`,
        `  ratio ${ratio.toFixed(2)}, limit ${limit}${ratio > limit ? '  OVER' : ''}`,
      ].join('\n'),
    );
  }
}

/** Prints what a U-Net costs on the current backend, on native beside PyTorch too. */
async function printUnet(backend: 'wasm' | 'native'): Promise<void> {
  const network = await timedUnet();
  try {
    await print(unetWorkloads(backend, network));
    if (backend === 'native') for await (const line of besidePyTorch(network)) console.log(line);
  } finally {
    network.dispose();
  }
}

/** Prints what the framework costs over doing without it, beside the most that is accepted. */
export async function overheads(): Promise<void> {
  console.log(`medians of ${repeats} pairs, Node ${process.version}, ${process.arch}\n`);
  await print([normalsWorkload, ...brownianWorkloads, ...float64Workloads, ...itoWorkloads]);
  for (const backend of ['wasm', 'native'] as const) {
    try {
      await useBackend(backend);
      await print([...tensorWorkloads(backend), ...trainingWorkloads(backend)]);
      await printUnet(backend);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      console.log(`not run: ${error.message}`);
    }
  }
}
