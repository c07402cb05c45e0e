import path from 'node:path';
import { InputError } from '../../src/errors/index.ts';
import { type ExampleOptions, exampleOptions } from './options.ts';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interrupted.abort(signal));
}

async function run({
  foreign,
  names,
  list,
  docs,
  json,
  ...place
}: ExampleOptions): Promise<number> {
  if (foreign !== undefined) return (await import('./foreign/foreign.ts')).foreign(foreign);
  const { cases } = await import('./cases/index.ts');
  const { chosen } = await import('./chosen.ts');
  const some = chosen(names, cases);
  const at = { at: place.out, mnist: place.mnist };
  if (list) {
    for (const { name, about, commands } of some) {
      const lines = commands(at).map((line) => `  npx tfjs-sde ${line}\n`);
      process.stdout.write(`${name}: ${about}\n${lines.join('')}`);
    }
    return 0;
  }
  const { requireWritableFolder } = await import('../../src/cli/destination.ts');
  requireWritableFolder('--out', place.out);
  const { openJournal } = await import('./journal.ts');
  const { runCases } = await import('./runCases.ts');
  const { summaryTable } = await import('./tables.ts');
  const { missed } = await import('./results.ts');
  const stream = json ? process.stderr : process.stdout;
  const { useBackend } = await import('../../src/backend/index.ts');
  const { name: backend } = await useBackend();
  if (!backend.startsWith('native')) {
    stream.write(`on ${backend}; native is quicker: npm run native builds it\n`);
  }
  const results = await runCases(some, names, at, {
    journal: await openJournal(place.out),
    signal: interrupted.signal,
    say: (line) => stream.write(`${line}\n`),
    now: () => performance.now(),
  });
  stream.write(`\n${summaryTable(results)}`);
  if (json) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
  if (docs) {
    const { projectFolder } = await import('../../src/native/npm.ts');
    await (await import('./pages.ts')).writePages(
      projectFolder(),
      path.resolve(place.out),
      results,
    );
  }
  return results.some((one) => missed(one).length > 0) ? 1 : 0;
}

try {
  process.exitCode = await run(exampleOptions(process.argv.slice(2)));
} catch (error) {
  if (interrupted.signal.aborted) {
    console.error('stopped; the same command goes on');
    process.exitCode = interrupted.signal.reason === 'SIGTERM' ? 143 : 130;
  } else if (error instanceof InputError) {
    console.error(`examples: ${error.message}`);
    process.exitCode = 2;
  } else {
    throw error;
  }
}
