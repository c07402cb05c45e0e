/**
 * What a page does by itself: each file is one function that runs in a browser and is put on the page as text, so it must not
 * refer to anything outside itself. Pages are whole without them; what works without a script is not theirs.
 */
import { legendSwitches } from './legendSwitches.ts';
import { pointKeys } from './pointKeys.ts';
import { pointNotes } from './pointNotes.ts';
import { scaleSwitch } from './scaleSwitch.ts';
import { sortedTables } from './sortedTables.ts';

/** The script of every page. */
export const script: string = [sortedTables, legendSwitches, scaleSwitch, pointNotes, pointKeys]
  .map((does) => `(${does.toString()})();`)
  .join('\n');
