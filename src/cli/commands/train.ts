import { Command } from 'commander';
import { backendNames } from '../../backend/index.ts';
import { read } from '../read.ts';
import type { Terminal } from '../terminal.ts';
import { trainCommandOptions } from '../trainOptions.ts';

const notes = `
Names take options: "mlp(width=256)", "min-snr(gamma=5)", "vp(betaMax=15)". The commands datasets, models, objectives, times
and schedules list them; data can also be a .csv or .npy file, or images (docs/data.md): ./pngs, ./train-images-idx3-ubyte.gz,
"images(path=./pngs,size=16,flip=true)"; one in ten of the samples of files is held out.

Training can be stopped at any moment: Ctrl-C saves first, and after kill -9 or a loss of power at most --checkpoint-every
steps are lost. With --resume it goes on, and ends with bitwise the weights of a run that was never stopped.

Systems that build on another network train it first, in a folder of the run: classifier-guidance a classifier of noisy images in
RUN/classifier, latent-diffusion a VAE in RUN/vae. Both can be trained alone as well: --model classifier, --model vae.

A run folder holds config.json, metrics.jsonl, checkpoints/STEP.safetensors (model, average, optimiser) and samples/STEP.png.
  tfjs-sde train --data moons --out runs/moons
  tfjs-sde sample runs/moons --solver dpmpp-2m --out samples.png
  tfjs-sde compare runs/moons`;

/** `tfjs-sde train` */
export function train(terminal: Terminal): Command {
  return new Command('train')
    .description('train a score network in a folder, from which it can be resumed and sampled')
    .option('--system <name>', 'a system of the literature, with its settings; systems lists them')
    .option(
      '--data <name|file>',
      'a data set, a .csv or .npy file, or images (default: eight-gaussians)',
    )
    .option('--model <name>', 'kind of network (default: mlp)')
    .option('--objective <name>', 'what is made small (default: simple)')
    .option('--schedule <schedule>', 'how data are noised (default: vp)')
    .option('--times <name>', 'how noise levels are drawn (default: stratified)')
    .option('--steps <n>', 'steps of the optimiser (default: 3000)')
    .option('--batch <n>', 'samples of a batch (default: 512)')
    .option('--accumulate <n>', 'batches whose gradients are averaged for a step (default: 1)')
    .option('--learning-rate <x>', 'the largest learning rate (default: 0.002)')
    .option('--warmup <n>', 'steps over which it rises (default: 100)')
    .option('--decay <how>', 'what it does then: cosine, constant (default: cosine)')
    .option('--weight-decay <x>', 'of AdamW (default: 0)')
    .option('--clip <x>', 'largest norm of the gradient; 0 is no limit (default: 0)')
    .option('--ema <x>', 'decay of the average of the weights (default: 0.995)')
    .option('--condition-dropout <x>', 'how often a condition is left out (default: 0.1)')
    .option('--evaluate-every <n>', 'steps between looks at the held-out batch (default: 250)')
    .option('--checkpoint-every <n>', 'steps between checkpoints (default: 500)')
    .option('--keep <n>', 'checkpoints kept, the latest (default: 3)')
    .option('--part-model <name>', 'of a system that trains a classifier or a VAE first: which')
    .option('--part-steps <n>', 'and for how many steps (default: as the system has it)')
    .option('--seed <seed>', 'an integer or text; drawn and written down unless given')
    .option('--config <file>', 'a file with these settings as JSON; options given here win')
    .requiredOption('--out <folder>', 'the run folder')
    .option('--resume', 'go on with what the folder holds', false)
    .option('--backend <name>', `one of auto, ${backendNames.join(', ')}`)
    .option('--json', 'say how it ended as JSON', false)
    .option('--quiet', 'no progress', false)
    .addHelpText('after', notes)
    .action(async (given: unknown) => {
      const options = read(trainCommandOptions, given);
      const { runTraining } = await import('../runTraining.ts');
      await runTraining(options, terminal);
    });
}
