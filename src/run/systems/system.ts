import type { Dataset } from '../../data/index.ts';
import type { TrainSettings } from '../settings.ts';

/** How samples are drawn where a person asks for nothing else. */
export interface Sampling {
  /** A solver by name, on a grid if one is named. */
  readonly solver: string;
  readonly steps: number;
  /** How x0 of images is held within limits. */
  readonly limit?: string;
  /** Scale of the guidance. */
  readonly guidance?: number;
}

/** What a system can train before its own network: a run of its own in a folder of that name. */
export type PartName = 'classifier' | 'vae';

/** What a system trains before its own network. */
export interface Part {
  readonly name: PartName;
  /**
   * The settings it has where a person gives none.
   * @param settings of the run
   */
  settings(data: Dataset, settings: TrainSettings): Partial<TrainSettings>;
}

/** A generative system that the literature knows by name: what is trained, on which noise, for what, and how it is sampled. */
export interface System {
  readonly name: string;
  /** One line: what makes it this system. */
  readonly about: string;
  /** Author, year, arXiv number. */
  readonly source: string;
  /** The settings that training has where a person gives none. */
  settings(data: Dataset): Partial<TrainSettings>;
  /** What is trained before, where something is. */
  readonly part?: Part;
  readonly sampling: Sampling;
}
