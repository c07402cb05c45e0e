import { InputError } from '../errors/index.ts';
import { type ImportedConfig, type RunConfig, type RunData, runData } from '../run/index.ts';

function named(folder: string, config: RunConfig): NonNullable<ImportedConfig['data']> {
  if (config.kind === 'trained') return { name: config.settings.data, hash: config.data.hash };
  if (config.data !== undefined) return config.data;
  throw new InputError(
    `${folder}: was imported without data to hold its samples against; name them with tfjs-sde import ${config.from} --out ${folder} --data NAME`,
  );
}

/**
 * The data that a run's samples are held against: those it was trained on, or imported with.
 * @throws InputError if it has none, or they have changed since
 */
export async function dataOfRun(
  folder: string,
  config: RunConfig,
): Promise<RunData & { readonly name: string }> {
  const { name, hash } = named(folder, config);
  const data = await runData(name);
  if (hash === data.hash) return { ...data, name };
  throw new InputError(
    `${name}: has changed since ${folder} was ${config.kind} with it; bring the data back`,
  );
}
