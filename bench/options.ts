import { Command } from 'commander';
import { InputError } from '../src/errors/index.ts';

/** What `npm run bench` is asked to do. */
export interface BenchOptions {
  /** Beside other libraries, rather than beside doing without any. */
  readonly peers: boolean;
  /** How close to the exact law and the exact flow, beside the best of other libraries, rather than how fast. */
  readonly quality: boolean;
  /** All pairs of solvers and grids before the choice, rather than a few. */
  readonly sweep: boolean;
  /** Tables as Markdown. */
  readonly markdown: boolean;
  /** Names of the workloads to run, comma-separated; all if left out. */
  readonly only?: string;
  /** A file for the figures. */
  readonly json?: string;
}

const notes = `
With --peers, .cache/peers is given a Python environment with torch, torchsde, jax, diffrax and diffusers from PyPI the first time:
python3 with venv, 6 GB. Linux: what other programs take of the machine is read from /proc. Where that is above 15 % nothing is
concluded, and the exit code is 1.

--quality takes some two minutes, with --sweep ten. The exit code is 1 where ours is worse by more than two standard errors.`;

/**
 * Reads the command line; help and what commander does not understand end the process.
 * @throws InputError if an option is given that nothing would come of
 */
export function benchOptions(args: readonly string[]): BenchOptions {
  const command = new Command('npm run bench --')
    .description('what the framework costs, as ratios to hand-written loops')
    .option(
      '--peers',
      'the same workloads beside PyTorch, torchsde, JAX, diffrax, diffusers',
      false,
    )
    .option(
      '--quality',
      'samples at each budget of evaluations beside the best that other libraries reached',
      false,
    )
    .option('--sweep', 'with --quality: choose among all solvers on many grids', false)
    .option('--only <names>', 'with --peers: these workloads alone, comma-separated')
    .option('--markdown', 'with --peers or --quality: tables as Markdown', false)
    .option('--json <file>', 'with --peers or --quality: the figures in a file as well')
    .addHelpText('after', notes)
    .allowExcessArguments(false);
  const options = command.parse([...args], { from: 'user' }).opts<BenchOptions>();
  const { peers, quality, sweep, only, markdown, json } = options;
  if (peers && quality) throw new InputError('give one of --peers and --quality, got both');
  if (!peers && only !== undefined) throw new InputError('--only belongs to --peers; add it');
  if (!quality && sweep) throw new InputError('--sweep belongs to --quality; add it');
  if (!peers && !quality && (markdown || json !== undefined)) {
    throw new InputError('--markdown and --json belong to --peers and --quality; add one of them');
  }
  return options;
}
