import { importRun } from '../run/index.ts';
import { requireWritableFolder } from './destination.ts';
import type { ImportOptions } from './importOptions.ts';
import { quoted } from './quoted.ts';
import { steps } from './steps.ts';
import type { Terminal } from './terminal.ts';
import { packageVersions } from './versions.ts';

/**
 * `tfjs-sde import`: opens a folder of diffusers as a run, and says what is in it.
 * @throws InputError for what cannot be used, before anything is written
 */
export async function runImport(
  folder: string,
  { out: run, data, json, quiet }: ImportOptions,
  terminal: Terminal,
): Promise<void> {
  const { out, err } = terminal;
  requireWritableFolder('--out', run);
  const step = steps(terminal, { quiet });
  const { notes, ...facts } = await step(`import ${folder}`, () =>
    importRun(folder, run, { data, versions: packageVersions() }),
  );
  const { parameters, tensors, shape, classes, predicts, schedule, scheduler } = facts;
  const { solver, limit } = facts;
  if (json) {
    out.write(`${JSON.stringify({ run, ...facts, notes }, undefined, 2)}\n`);
    return;
  }
  for (const note of notes) err.write(`note: ${note}\n`);
  const ofClasses = classes === undefined ? '' : `, ${classes} classes`;
  out.write(
    `${run}: U-Net of ${parameters} parameters in ${tensors} tensors, images ${shape.join(' x ')}${ofClasses}, predicts ${predicts}\n`,
  );
  const held = limit === undefined ? '' : `, x0 held by ${limit}`;
  out.write(`schedule: ${schedule}\nsampler: ${solver}${held}, after its ${scheduler}\n`);
  out.write(`samples: npx tfjs-sde sample ${quoted(run)} --out samples.npy\n`);
}
