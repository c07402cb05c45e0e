/** Height, width and channels: 1 is grey, 3 are red, green and blue. */
export type Size = readonly [height: number, width: number, channels: number];

/** An image as a file holds it: rows of pixels one after another, channels fastest. */
export interface Picture {
  readonly size: Size;
  readonly values: Uint8Array | Uint16Array | Float32Array | Float64Array;
  /** The value that means full brightness; without it values are numbers that mean themselves. */
  readonly white?: number;
}

/** Which class each image is of, as a file or the names of folders say. */
export interface ImageLabels {
  /** In the order of the numbers that stand for them. */
  readonly classes: readonly string[];
  /** [count] */
  readonly numbers: Int32Array;
}

/** Images on disk, read one at a time when they are asked for. */
export interface ImageFiles {
  /** The format, as its users call it. */
  readonly format: string;
  readonly count: number;
  readonly labels?: ImageLabels;
  /** Whether reading one means decoding it, so that it pays to keep what was read. */
  readonly isEncoded: boolean;
  /** Whether values are floats, which are taken as they are. */
  readonly isFloat: boolean;
  /** SHA-256 in hex, to tell whether the files changed. */
  readonly digest: string;
  /** The file of image i, for messages. */
  nameOf(i: number): string;
  sizeOf(i: number): Size;
  /** @throws InputError if the image is damaged */
  read(i: number): Picture;
}

/** How files are opened. */
export interface Opening {
  /** Bytes of a file that are held at most; what is larger is read by position. */
  readonly memory: number;
  /** What shows through where an image is transparent. */
  readonly background: 'none' | 'black' | 'white';
}

/** `28 x 28 x 1` */
export function shown(size: readonly number[]): string {
  return size.join(' x ');
}
