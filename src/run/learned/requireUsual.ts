import { InputError } from '../../errors/index.ts';
import { readSettings, type TrainSettings } from '../settings.ts';

/**
 * That settings which something has no use for are as they are by default.
 * @param what it is, for the message
 * @throws InputError naming the first that is not
 */
export function requireUsual(
  what: string,
  settings: TrainSettings,
  names: readonly ('objective' | 'schedule' | 'times')[],
): void {
  const usual = readSettings(what, { seed: 0 });
  const given = names.find((name) => settings[name] !== usual[name]);
  if (given === undefined) return;
  throw new InputError(`${what} has no ${given}, got ${settings[given]}; leave it out`);
}
