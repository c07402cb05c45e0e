import { InputError } from '../../src/errors/index.ts';
import { exampleOptions } from './options.ts';

try {
  const options = exampleOptions(process.argv.slice(2));
  const { foreign } = await import('./foreign/foreign.ts');
  process.exitCode = await foreign(options);
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  console.error(`examples: ${error.message}`);
  process.exitCode = 2;
}
