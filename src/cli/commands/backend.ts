import { Command } from 'commander';
import { z } from 'zod';
import { backendNames, describeBackend, useBackend } from '../../backend/index.ts';
import { nameOption, read } from '../read.ts';
import type { Terminal } from '../terminal.ts';

const options = z.object({
  backend: nameOption('backend', ['auto', ...backendNames]).optional(),
  json: z.boolean(),
});

/** `tfjs-sde backend`: what computes, and why nothing faster does. */
export function backend({ out }: Terminal): Command {
  return new Command('backend')
    .description('say which TensorFlow.js backend is used, and why not a faster one')
    .option('--backend <name>', `one of auto, ${backendNames.join(', ')}`)
    .option('--json', 'as JSON', false)
    .action(async (given: unknown) => {
      const { backend: wanted, json } = read(options, given);
      const report = await useBackend(wanted);
      const text = json ? JSON.stringify(report, undefined, 2) : describeBackend(report).join('\n');
      out.write(`${text}\n`);
    });
}
