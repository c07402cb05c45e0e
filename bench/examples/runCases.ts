import path from 'node:path';
import { useBackend } from '../../src/backend/index.ts';
import { InputError } from '../../src/errors/index.ts';
import { carryOut, type Surroundings } from './carryOut.ts';
import { across } from './cases/glyphs.ts';
import type { ExampleCase, Made, Place } from './exampleCase.ts';
import { readImages } from './measure/images.ts';
import { openRecogniser, type Recogniser } from './measure/recogniser.ts';
import type { Result } from './results.ts';
import { findingsTable } from './tables.ts';

/** What cases measure, out of the folder of the runs. */
function madeIn(place: Place, { journal }: Surroundings): Made {
  const opened = new Map<string, Promise<Recogniser>>();
  return {
    place,
    images: (file, of = { size: 16, columns: across }) => readImages(path.join(place.at, file), of),
    seconds: (file) => {
      const seconds = journal.maker(path.join(place.at, file))?.seconds;
      if (seconds !== undefined) return seconds;
      throw new InputError(`${file}: the journal does not say how long it took; remove the file`);
    },
    recogniser: (run) => {
      const known = opened.get(run) ?? openRecogniser(path.join(place.at, run));
      opened.set(run, known);
      return known;
    },
  };
}

/**
 * Carries out cases, one after another, and measures what they made.
 *
 * @param asked names of those that are measured, all if there are none; the others are what they need
 * @throws InputError if a command does not end well
 */
export async function runCases(
  chosen: readonly ExampleCase[],
  asked: readonly string[],
  place: Place,
  around: Surroundings,
): Promise<readonly Result[]> {
  const { journal, say } = around;
  const made = madeIn(place, around);
  const results: Result[] = [];
  for (const { name, about, prepare, commands, measure } of chosen) {
    say(`\n${name}: ${about}`);
    await prepare?.(place);
    const lines = commands(place);
    for (const line of lines) await carryOut(line, around);
    if (asked.length > 0 && !asked.includes(name)) continue;
    await useBackend();
    const seconds = lines.reduce((sum, line) => sum + (journal.of(line)?.spent ?? 0), 0);
    const result = { name, seconds, findings: await measure(made) };
    if (result.findings.length > 0) say(`\n${findingsTable(result)}`.trimEnd());
    results.push(result);
  }
  return results;
}
