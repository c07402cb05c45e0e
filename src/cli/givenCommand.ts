import type { Command } from 'commander';
import { quoted } from './quoted.ts';

/** Options that say where results go, which what repeats them need not. */
const elsewhere = ['out', 'report', 'json', 'quiet'];

/** The command line of a command as it was given, without where its results go: what has defaults repeats by them. */
export function givenCommand(command: Command): string {
  const flags = command.options.flatMap((option) => {
    const name = option.attributeName();
    const value: unknown = command.getOptionValue(name);
    if (elsewhere.includes(name) || command.getOptionValueSource(name) !== 'cli') return [];
    if (option.negate !== (value === false)) return [];
    const flag = option.long ?? option.flags;
    return typeof value === 'boolean' ? [flag] : [flag, quoted(String(value))];
  });
  return ['npx tfjs-sde', command.name(), ...command.args.map(quoted), ...flags].join(' ');
}
