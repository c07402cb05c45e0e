import type { CellStore } from './cellStore.ts';

/** What a comparison takes from the world around it. */
export interface World {
  /** Milliseconds of a clock that only rises. */
  readonly now: () => number;
  readonly backend: string;
  readonly versions: Readonly<Record<string, string>>;
  /** The command that repeats the comparison. */
  readonly command: string;
  readonly signal?: AbortSignal | undefined;
  /** Where cells are kept, so that a comparison that was stopped goes on; nowhere by default. */
  readonly cells?: { readonly network?: CellStore; readonly exact?: CellStore } | undefined;
  /** Called before each run. */
  readonly onRun?: (at: { done: number; all: number; label: string }) => void;
}
