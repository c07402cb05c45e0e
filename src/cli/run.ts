import { Command } from 'commander';
import { backend } from './commands/backend.ts';
import { certify } from './commands/certify.ts';
import { compare } from './commands/compare.ts';
import { datasets } from './commands/datasets.ts';
import { grids } from './commands/grids.ts';
import { importCommand } from './commands/import.ts';
import { interpolate } from './commands/interpolate.ts';
import { likelihood } from './commands/likelihood.ts';
import { limits } from './commands/limits.ts';
import { measure } from './commands/measure.ts';
import { metrics } from './commands/metrics.ts';
import { models } from './commands/models.ts';
import { native } from './commands/native.ts';
import { noise } from './commands/noise.ts';
import { objectives } from './commands/objectives.ts';
import { problems } from './commands/problems.ts';
import { recommend } from './commands/recommend.ts';
import { report } from './commands/report.ts';
import { sample } from './commands/sample.ts';
import { schedules } from './commands/schedules.ts';
import { solve } from './commands/solve.ts';
import { solvers } from './commands/solvers.ts';
import { systems } from './commands/systems.ts';
import { times } from './commands/times.ts';
import { train } from './commands/train.ts';
import { exitCode } from './exitCode.ts';
import type { Terminal } from './terminal.ts';
import { version } from './versions.ts';

const commands = [
  ...[
    compare,
    recommend,
    train,
    importCommand,
    sample,
    measure,
    likelihood,
    interpolate,
    noise,
    solve,
    certify,
    report,
  ],
  ...[solvers, grids, schedules, limits, metrics, datasets, problems],
  ...[models, objectives, times, systems, backend, native],
];

const examples = `
Examples:
  tfjs-sde compare                                  eight Gaussians, every step of the way with defaults
  tfjs-sde compare moons --solvers "ddpm,ddim,heun@karras" --steps 5,10,20
  tfjs-sde compare points.csv --score network --out report
  tfjs-sde train --data moons --out runs/moons        a network in a folder, to be resumed and sampled
  tfjs-sde sample runs/moons --solver heun --steps 10 --out samples.png
  tfjs-sde compare runs/moons
  tfjs-sde recommend runs/moons --budget 10          the solver, steps and grid to use
  tfjs-sde measure runs/moons                        how far samples are from data: Wasserstein, FID, KID, recall ...
  tfjs-sde likelihood runs/moons moons               how likely data are under the network: nats, bits per dimension
  tfjs-sde interpolate runs/digits glyphs:0 glyphs:1 --out between.png
  tfjs-sde sample runs/digits --out film.apng        noise becoming pictures, as an animation
  tfjs-sde noise glyphs --out strip.png              pictures becoming noise, as a strip
  tfjs-sde import ddpm-cats --out runs/cats           a network of diffusers as a run, to be sampled with any solver
  tfjs-sde solve ornstein-uhlenbeck --out paths.png
  tfjs-sde certify "heun,ddim(eta=1)"                what solvers promise, and what is seen of it
  tfjs-sde report tfjs-sde-report/moons              its report again, from the numbers it keeps
  tfjs-sde solvers --json`;

/** What commander says in two lines, in one. */
function oneLine(text: string): string {
  return text
    .trim()
    .replace(/^error: /, 'tfjs-sde: ')
    .replace(/\s*\n\s*/g, ' ');
}

/**
 * The command line: runs one command.
 *
 * @param args what follows the program's name
 * @returns the exit code, see {@link exitCode}
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const program = new Command('tfjs-sde')
    .description(
      'Score-based generative models: train one on small data, and see what each solver buys for its network evaluations.',
    )
    .version(version('tfjs-sde'))
    .addHelpText('after', examples);
  for (const command of commands) program.addCommand(command(terminal));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
      outputError: (text, write) => write(`${oneLine(text)}\n`),
    });
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return exitCode(error, terminal);
  }
}
