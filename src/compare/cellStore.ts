import type { Ran } from './runCell.ts';

/**
 * Where what was run is kept, so that it is not run again: in memory unless a comparison is given another place, which several
 * processes may share.
 */
export interface CellStore {
  /** What is kept under a name; undefined where nothing is. */
  read(name: string): Promise<Ran | undefined>;
  /** Takes a name, so that no other process runs it; undefined where another one has it now. */
  claim(name: string): Promise<(() => Promise<void>) | undefined>;
  /** Keeps what came out under a name, for good. */
  write(name: string, ran: Ran): Promise<void>;
}

/** Keeps nothing: a comparison that is run once, by one process. */
export const unkept: CellStore = {
  read: async () => undefined,
  claim: async () => async () => {},
  write: async () => {},
};
