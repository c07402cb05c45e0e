import { parseSpecification, type Specification } from '../catalogue/index.ts';
import { InputError } from '../errors/index.ts';
import type { TrainSettings } from './settings.ts';

/**
 * The model of a run that has to be of one kind.
 * @throws InputError if it is of another, with the command that trains one
 */
export function modelOf(
  folder: string,
  { model }: TrainSettings,
  kind: 'classifier' | 'vae',
): Specification {
  const held = parseSpecification(model, 'model');
  if (held.name === kind) return held;
  throw new InputError(
    `${folder}: holds a ${held.name}, expected a ${kind}; train one with tfjs-sde train --model ${kind} --out FOLDER`,
  );
}
