import { requireWritableFile } from '../src/cli/destination.ts';
import { type BenchOptions, benchOptions } from './options.ts';

async function run({ peers, quality, ...options }: BenchOptions): Promise<number> {
  if (options.json !== undefined) requireWritableFile('--json', options.json);
  if (peers) return (await import('./peers/comparePeers.ts')).comparePeers(options);
  if (quality) return (await import('./quality/compareQuality.ts')).compareQuality(options);
  await (await import('./overheads.ts')).overheads();
  return 0;
}

try {
  process.exitCode = await run(benchOptions(process.argv.slice(2)));
} catch (error) {
  const { InputError } = await import('../src/errors/index.ts');
  if (!(error instanceof InputError)) throw error;
  console.error(`bench: ${error.message}`);
  process.exitCode = 2;
}
