import { Command } from 'commander';
import { read } from '../read.ts';
import { solveOptions } from '../solveOptions.ts';
import type { Terminal } from '../terminal.ts';

const notes = `
An SDE is a problem that the command problems lists, with options: "ornstein-uhlenbeck(theta=3)"; or formulas in the syntax of mathjs:
  tfjs-sde solve --drift "theta (mu - x)" --diffusion "sigma x" --parameters "theta=2, mu=1, sigma=0.5" --start 1 --out paths.png
  tfjs-sde solve --variables x,y --drift "y; -x - y" --diffusion 0.3 --start 1,0 --over 0,10 --out paths.csv
  tfjs-sde solve --variables x,y --drift "y; -x" --diffusion "0; x / 2" --noise scalar --solver milstein --start 1,0 --over 0,10
with a formula for each variable between semicolons, or one for all. Diffusions depend on t and their own variable, each with a Wiener
process of its own; with --noise scalar one Wiener process drives all variables, and diffusions may depend on all of them.

Files: .csv has a line for each path and time, .npy an array [paths, times, variables], .png and .svg a picture of the paths and moments
of the first variable, or of the one that --show names.`;

/** `tfjs-sde solve` */
export function solve(terminal: Terminal): Command {
  return new Command('solve')
    .description('solve a stochastic differential equation, and tell its moments')
    .argument('[problem]', 'a problem with a name')
    .option('--drift <formulas>', 'what dt is multiplied with')
    .option('--diffusion <formulas>', 'what dw is multiplied with')
    .option(
      '--noise <kind>',
      'diagonal or scalar: a Wiener process for each variable, or one for all',
    )
    .option('--variables <names>', 'between commas', 'x')
    .option('--parameters <values>', 'name=value, between commas')
    .option('--start <numbers>', "one for each variable, between commas; a problem's own, else 1")
    .option('--over <times>', "first and last time; a problem's own, else 0,1")
    .option('--solver <name>', 'a solver for SDEs', 'euler-maruyama')
    .option('--steps <n>', 'equal steps', '256')
    .option('-n, --paths <count>', 'paths', '1000')
    .option('--seed <seed>', 'an integer or text; drawn and printed unless given')
    .option('--show <variable>', 'of which a picture is drawn')
    .option('--out <file>', 'a file that ends in .csv, .npy, .png or .svg')
    .option('--json', 'tell the moments as JSON', false)
    .option('--quiet', 'no progress', false)
    .addHelpText('after', notes)
    .action(async (problem: string | undefined, given: unknown) => {
      const options = read(solveOptions, given);
      const { runSolving } = await import('../runSolving.ts');
      await runSolving(problem, options, terminal);
    });
}
