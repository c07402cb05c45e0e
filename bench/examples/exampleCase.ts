import type { Finding } from './finding.ts';
import type { Images } from './measure/images.ts';
import type { Recogniser } from './measure/recogniser.ts';

/** Where a case finds what it needs, and leaves what it makes. */
export interface Place {
  /** The folder of all runs and samples, `runs/examples`. */
  readonly at: string;
  /** The folder of MNIST's files. */
  readonly mnist: string;
}

/** What was made, for what is measured of it. */
export interface Made {
  readonly place: Place;
  /** The samples of a picture in {@link Place.at}; of glyphs, a row of each character, unless told otherwise. */
  images(file: string, of?: { readonly size: number; readonly columns: number }): Promise<Images>;
  /** The seconds that a command took to draw a file of samples, as it says itself. */
  seconds(file: string): number;
  /** A network that recognises what images show, by the folder of its run in {@link Place.at}. */
  recogniser(run: string): Promise<Recogniser>;
}

/** A whole example: commands of tfjs-sde that a person could paste, and what is measured of what they leave. */
export interface ExampleCase {
  readonly name: string;
  readonly about: string;
  /** Cases whose commands come before its own. */
  readonly needs: readonly string[];
  /** Whether it runs only where its name is given. */
  readonly isExtra?: boolean;
  /** Lines without `npx tfjs-sde`, each with its `--out`: those that train, one that makes the picture of its page, and more. */
  commands(place: Place): readonly string[];
  /** Writes the files that commands read. */
  prepare?(place: Place): Promise<void>;
  /** What is seen of samples. */
  measure(made: Made): Promise<readonly Finding[]>;
}
