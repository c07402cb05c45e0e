import { type Dataset, someOf } from '../data/index.ts';
import { InputError } from '../errors/index.ts';
import { writePoints, writeWhole } from '../io/index.ts';
import { type Measured, meanAndVariance } from '../metrics/index.ts';
import { foldIn, keyOf } from '../noise/index.ts';
import {
  bitsPerDimension,
  dequantised,
  isQuantised,
  type Likelihoods,
  logLikelihood,
  type Quantisation,
} from '../probabilityFlow/index.ts';
import { shortNumber, withError } from '../report/index.ts';
import { runData } from '../run/index.ts';
import { requireWritableFile, requireWritableFolder } from './destination.ts';
import { type Law, lawOf } from './lawOf.ts';
import type { LikelihoodCommandOptions } from './likelihoodOptions.ts';
import { likelihoodValues } from './likelihoodValues.ts';
import { odeSolver } from './odeSolver.ts';
import { type Progress, progress } from './progress.ts';
import { likelihoodFile, writeValues } from './results/valuesResult.ts';
import type { Terminal } from './terminal.ts';

/** What likelihoods are of, flat, and the levels they were dequantised from, if they were. */
interface Subject {
  readonly x: Float64Array;
  readonly count: number;
  readonly quantisation?: Quantisation | undefined;
}

/**
 * Whether and how data are dequantised: where that is asked, else where they are images on the levels.
 * @throws InputError where it is asked of data that are not on the levels
 */
function quantisationOf(
  { name, shape }: Dataset,
  x: Float64Array,
  { dequantise, levels, range }: LikelihoodCommandOptions,
): Quantisation | undefined {
  if (dequantise === false || (dequantise === undefined && shape.length !== 3)) return undefined;
  const quantisation = { levels, range };
  if (isQuantised(x, quantisation)) return quantisation;
  if (dequantise === undefined) return undefined;
  throw new InputError(
    `--dequantise: ${name} holds values that are not of ${levels} levels from ${range[0]} to ${range[1]}; give --levels and --range, or leave it out`,
  );
}

async function subjectOf(
  name: string,
  law: Pick<Law, 'dimension' | 'shape'>,
  of: string,
  options: LikelihoodCommandOptions,
): Promise<Subject> {
  const data = await runData(name);
  const set = options.heldOut ? data.heldOut : data.all;
  if (set.dimension !== law.dimension) {
    throw new InputError(
      `${name}: samples of ${set.dimension} values have no likelihood under ${of}, whose samples have ${law.dimension} (${law.shape.join(' x ')})`,
    );
  }
  const key = keyOf(options.seed);
  const x = someOf(set, foldIn(key, 'data'), options.samples);
  const count = x.length / set.dimension;
  const quantisation = quantisationOf(set, x, options);
  if (quantisation === undefined) return { x, count };
  const noisy = dequantised(x, set.dimension, foldIn(key, 'dequantise'), quantisation);
  return { x: noisy, count, quantisation };
}

/** The mean over samples with its standard error; of a single one the error is that of its probes. */
function meanOf({ logDensity, errors }: Likelihoods): Measured {
  if (logDensity.length > 1) return meanAndVariance(logDensity).mean;
  return { value: logDensity[0] as number, error: errors?.[0] ?? 0 };
}

/** Of each sample: nats, bits per dimension and, where there is one, the standard error of the nats. */
async function writeEach(
  file: string,
  { logDensity, errors }: Likelihoods,
  bitsOf: (nats: number) => number,
): Promise<void> {
  const rows = Array.from(logDensity, (nats, i) => [
    ...[nats, bitsOf(nats)],
    ...(errors === undefined ? [] : [errors[i] as number]),
  ]);
  const columns = ['log_likelihood_nats', 'bits_per_dimension', 'probe_error_nats'];
  if (/\.npy$/i.test(file)) {
    const width = rows[0]?.length ?? 0;
    return writePoints(file, Float64Array.from(rows.flat()), [rows.length, width]);
  }
  const lines = [columns.slice(0, rows[0]?.length), ...rows].map((row) => `${row.join(',')}\n`);
  await writeWhole(file, lines.join(''));
}

/**
 * `tfjs-sde likelihood`: how likely data are under the flow of a network, or of a law that is known.
 *
 * @param command that repeats it
 * @throws InputError for what cannot be used, before long work begins
 */
export async function runLikelihood(
  of: string,
  data: string,
  options: LikelihoodCommandOptions,
  terminal: Terminal,
  command: string,
): Promise<void> {
  const { out, err, signal, now } = terminal;
  const { trace, probes, steps, sigmaMin, batch, seed, out: file, report, json, quiet } = options;
  const solver = odeSolver(options.solver);
  if (file !== undefined) requireWritableFile('--out', file);
  if (report !== undefined) requireWritableFolder('--report', report);
  const law = await lawOf(of, 'a likelihood', options);
  const begun = now();
  let bar: Progress | undefined;
  try {
    const { x, count, quantisation } = await subjectOf(data, law, of, options);
    bar = progress('likelihood', count * steps, terminal, { quiet });
    const shown = bar;
    const found = await law.withDenoiser((denoiser) =>
      logLikelihood(denoiser, x, {
        ...{ trace, probes, steps, solver, sigmaMin, batch, seed, signal },
        onStep: (step, rows) => shown.at(rows.first * steps + step * rows.count, solver.name),
      }),
    );
    bar.stop();
    const { dimension } = law;
    const bitsOf = (nats: number): number => bitsPerDimension(nats, dimension, quantisation);
    const nats = meanOf(found);
    const bits = { value: bitsOf(nats.value), error: nats.error / (dimension * Math.LN2) };
    const exact = law.logDensity && meanOf({ ...found, logDensity: law.logDensity(x) }).value;
    const ofProbes =
      found.errors && Math.sqrt(found.errors.reduce((sum, e) => sum + e ** 2, 0)) / count;
    if (file !== undefined) await writeEach(file, found, bitsOf);
    const facts = {
      ...{ of, data, samples: count, dimension, ...law.facts },
      ...(options.class === undefined ? {} : { class: options.class }),
      ...(options.text === undefined ? {} : { text: options.text }),
      ...{ logLikelihoodNats: nats, bitsPerDimension: bits },
      ...(ofProbes === undefined ? {} : { probeErrorNats: ofProbes }),
      ...(exact === undefined ? {} : { exactNats: exact }),
      dequantised: quantisation ?? false,
      ...{ trace: found.trace, probes: found.probes, solver: solver.name, steps },
      ...{ sigmaMin: found.sigmaMin, seed, evaluations: found.evaluations },
      ...{ seconds: (now() - begun) / 1000, ...(file === undefined ? {} : { file }) },
    };
    const levels =
      quantisation === undefined
        ? 'of the density: bits depend on the scale of the data'
        : `of ${quantisation.levels} levels, dequantised: a bound`;
    const page =
      report === undefined
        ? undefined
        : await writeValues(
            report,
            likelihoodFile,
            likelihoodValues(facts, found.logDensity, levels, command),
          );
    if (json) {
      out.write(`${JSON.stringify(facts, undefined, 2)}\n`);
      return;
    }
    const condition = options.class ?? options.text;
    const given = condition === undefined ? '' : ` given ${condition}`;
    const after = facts.trainedSteps === undefined ? '' : ` after ${facts.trainedSteps} steps`;
    const how =
      found.trace === 'exact'
        ? 'exact trace'
        : `${found.probes} ${found.probes === 1 ? 'probe' : 'probes'} of the trace${ofProbes === undefined ? '' : `, which leave ± ${shortNumber(ofProbes)} nats`}`;
    out.write(
      [
        `${data} (${count} samples of ${dimension} values) under ${of}${after}${given}, schedule ${facts.schedule}\n\n`,
        `log-likelihood in nats  ${withError(nats)}${exact === undefined ? '' : `  (exactly ${exact.toFixed(4)})`}\n`,
        `bits per dimension      ${withError(bits)}  (${levels})\n\n`,
        `${solver.name} in ${steps} steps from sigma = ${shortNumber(found.sigmaMin)}, ${how}, ${found.evaluations} network calls a sample\n`,
        ...(file === undefined ? [] : [`${file}: nats and bits of each sample\n`]),
        ...(page === undefined ? [] : [`report: ${page}\n`]),
      ].join(''),
    );
  } catch (error) {
    if (signal.aborted) err.write('stopped; nothing was written\n');
    throw error;
  } finally {
    bar?.stop();
    law.dispose();
  }
}
