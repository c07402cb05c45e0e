import { existsSync, readFileSync } from 'node:fs';

/** What a build depends on and cannot bring along. */
export interface System {
  readonly platform: string;
  readonly arch: string;
  /** Whether its C library is glibc, as the wheels expect. */
  readonly hasGlibc: boolean;
  /** Whether its processor has the instructions the wheels are compiled to. */
  readonly hasAvx: boolean;
}

const processors = '/proc/cpuinfo';

/** The system that runs this program. */
export function thisSystem(): System {
  const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } };
  return {
    platform: process.platform,
    arch: process.arch,
    hasGlibc: report?.header?.glibcVersionRuntime !== undefined,
    hasAvx: !existsSync(processors) || /\bavx\b/.test(readFileSync(processors, 'utf8')),
  };
}

/** Why TensorFlow's wheels cannot run on a system, if so. */
export function systemProblem({ platform, arch, hasGlibc, hasAvx }: System): string | undefined {
  const elsewhere = 'where the installer of TensorFlow.js supports it, --official uses that';
  if (platform !== 'linux' || arch !== 'x64') {
    return `it is built on Linux x64 only, this is ${platform} ${arch}; ${elsewhere}`;
  }
  if (!hasGlibc)
    return 'TensorFlow needs glibc, which this Linux lacks (musl?); use one that has it';
  if (!hasAvx) return 'TensorFlow needs a processor with AVX instructions, which this one lacks';
  return undefined;
}
