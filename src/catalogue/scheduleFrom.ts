import { InputError } from '../errors/index.ts';
import { type Expressions, expression, type Schedule } from '../problem/index.ts';
import { knownSchedules } from './known.ts';
import { parseSpecification } from './specification.ts';

const sets: readonly (readonly string[])[] = [['beta'], ['drift', 'diffusion'], ['alpha', 'sigma']];
const expected =
  'a schedule of one\'s own is "beta = ...", "drift = ...; diffusion = ..." or "alpha = ...; sigma = ...", formulas of t';

/** `beta = 0.1 + 19.9 t` as { beta: '0.1 + 19.9 t' }; undefined where the text is not formulas at all. */
function formulasOf(text: string): Expressions | undefined {
  if (!/^\s*(beta|drift|diffusion|alpha|sigma)\s*=/.test(text)) return undefined;
  const found: Record<string, string> = {};
  for (const part of text.split(';')) {
    const [, name, formula] = /^\s*(\w+)\s*=\s*(.*?)\s*$/s.exec(part) ?? [];
    if (name === undefined || formula === undefined || formula === '' || name in found) {
      throw new InputError(`schedule ${JSON.stringify(text)}: ${expected}`);
    }
    found[name] = formula;
  }
  const given = Object.keys(found);
  const isWhole = sets.some(
    (set) => set.length === given.length && set.every((name) => name in found),
  );
  if (!isWhole) throw new InputError(`schedule ${JSON.stringify(text)}: ${expected}`);
  return found as Expressions;
}

/**
 * A schedule by name with options, `vp(betaMax=15)`, or by formulas of t: `beta = 0.1 + 19.9 t^2`,
 * `drift = -2 t x; diffusion = 2 sqrt(t)`, `alpha = cos(pi t / 2.1); sigma = sin(pi t / 2.1)`.
 *
 * @throws InputError for unknown names and options, malformed text, and formulas that make no schedule
 */
export async function scheduleFrom(text: string): Promise<Schedule> {
  const formulas = formulasOf(text);
  if (formulas !== undefined) return expression(formulas);
  return knownSchedules.make(parseSpecification(text, 'schedule'));
}

/** The text that {@link scheduleFrom} reads a schedule from. */
export function scheduleLabel(schedule: Schedule): string {
  if (knownSchedules.defaults.some(({ name }) => name === schedule.name)) {
    return knownSchedules.label(schedule);
  }
  return Object.entries(schedule.options)
    .map(([name, formula]) => `${name} = ${formula}`)
    .join('; ');
}
