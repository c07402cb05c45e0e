import { certifiedSolvers, knownSolvers, parseSpecifications } from '../catalogue/index.ts';
import {
  type AnySolver,
  type Certificate,
  type Certification,
  certify,
  NotCertifiedError,
} from '../certify/index.ts';
import { InputError } from '../errors/index.ts';
import { writeWhole } from '../io/index.ts';
import { certificatesTable } from './certificatesTable.ts';
import type { CertifyCommandOptions } from './certifyOptions.ts';
import { requireWritableFile, requireWritableFolder } from './destination.ts';
import { progress } from './progress.ts';
import { quoted } from './quoted.ts';
import { writeCertificates } from './results/certificatesResult.ts';
import { asJson, format } from './results/stored.ts';
import type { Terminal } from './terminal.ts';
import { packageVersions } from './versions.ts';

/**
 * Solvers as they are listed on the command line, each known by its options too.
 *
 * @throws InputError for malformed text, unknown names and options, values out of range, a grid, and a solver listed twice
 */
function solversOf(list: string): readonly AnySolver[] {
  const solvers = parseSpecifications(list, 'solver').map(({ grid, ...specification }) => {
    const solver = knownSolvers.make(specification);
    if (grid === undefined) return { ...solver, name: knownSolvers.label(solver) };
    throw new InputError(
      `certificates are on equal steps of logSnr or of time, got ${solver.name}@${grid.name}; leave the grid out`,
    );
  });
  const names = solvers.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice === undefined) return solvers;
  throw new InputError(`solvers: ${twice} is listed twice`);
}

/**
 * Certifies solvers, prints what was seen, and leaves a page and its numbers. Files appear when all is done, whole.
 *
 * @param solvers each known by a name of its own
 * @throws InputError for a destination that cannot be written to, before long work begins
 * @throws NotCertifiedError if a certificate fails, after everything is written
 */
export async function certifyAll(
  solvers: readonly AnySolver[],
  command: string,
  { full, json, out: folder, quiet }: CertifyCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const { out, err, signal } = terminal;
  requireWritableFolder('--out', folder);
  if (json !== undefined && json !== '-') requireWritableFile('--json', json);
  const shown = progress('certifying', solvers.length, terminal, { quiet });
  const certificates: Certificate[] = [];
  try {
    for (const [done, solver] of solvers.entries()) {
      shown.at(done, solver.name);
      certificates.push(...(await certify(solver, { full, signal })));
      signal.throwIfAborted();
    }
    shown.at(solvers.length, 'done');
  } finally {
    shown.stop();
  }
  const versions = packageVersions();
  const certification: Certification = { certificates, full, versions, command };
  const numbers = asJson({ format, ...certification }, 2);
  const page = await writeCertificates(folder, certification);
  if (json !== undefined && json !== '-') await writeWhole(json, numbers);
  out.write(json === '-' ? numbers : `${certificatesTable(certificates)}\n`);
  (json === '-' ? err : out).write(`page:  ${page}\nagain: ${command}\n`);
  const failed = certificates.filter(({ verdict }) => verdict === 'fails');
  if (failed.length > 0) throw new NotCertifiedError(failed);
}

/**
 * `tfjs-sde certify`: all known solvers, each under every setting that is certified, or those listed.
 *
 * @throws InputError for what cannot be used, before long work begins
 * @throws NotCertifiedError if a certificate fails, after everything is written
 */
export async function runCertification(
  list: string | undefined,
  options: CertifyCommandOptions,
  terminal: Terminal,
): Promise<void> {
  const solvers = list === undefined ? certifiedSolvers : solversOf(list);
  const words = ['npx tfjs-sde certify', ...(list === undefined ? [] : [quoted(list)])];
  const command = [...words, ...(options.full ? ['--full'] : [])].join(' ');
  await certifyAll(solvers, command, options, terminal);
}
