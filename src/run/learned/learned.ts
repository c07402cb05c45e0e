import type { Task, Tensors } from '../../train/index.ts';
import type { RunData } from '../runData.ts';
import type { TrainSettings } from '../settings.ts';

/** What is trained, with all that it needs at hand. */
export interface Learning {
  readonly task: Task;
  /** A picture of where it stands with some parameters, PNG; left out where there is nothing to look at. */
  readonly picture?: ((parameters: Tensors, title: string) => Promise<Uint8Array>) | undefined;
  /** Releases what was opened for it. */
  dispose(): void;
}

/** What a run learns: a network that denoises, a classifier, a VAE. */
export interface Learned {
  /** Where training starts. */
  readonly parameters: Tensors;
  /**
   * Opens what training needs of a folder in which the parts of the run are trained.
   * @throws InputError if they cannot be opened
   */
  begin(folder: string): Promise<Learning>;
  /** Releases its parameters. */
  dispose(): void;
}

/**
 * Makes what a run learns, the caller's to dispose of.
 * @throws InputError for data that it cannot be made for, naming them
 */
export type MakeLearned = () => Learned;

/** What a run is given. */
export interface GivenRun {
  readonly settings: TrainSettings;
  readonly data: RunData;
}
