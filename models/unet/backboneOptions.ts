/** What halves or doubles an image. */
export type Resampling = 'convolution' | 'block';

/** What a {@link backbone} looks like. */
export interface BackboneOptions {
  /** Channels that come in and go out. */
  readonly inputs: number;
  readonly outputs: number;
  /** Channels of each level; from one to the next the image is halved. */
  readonly channels: readonly number[];
  /** Residual blocks of each level on the way down; on the way up one more. */
  readonly blocks: number;
  /**
   * Whether the blocks of a level are followed by attention, on the way down, in the middle, and up from the last level. That in the
   * middle may do without its group normalisation.
   */
  readonly attention: {
    readonly down: readonly boolean[];
    readonly middle: boolean | 'without norm';
    readonly up: readonly boolean[];
  };
  /** Channels of an attention head; 0 for one head. */
  readonly headSize: number;
  readonly groups: number;
  readonly epsilon: number;
  /** Elements of the embedding of noise level and class, and how it enters. */
  readonly embedding: number;
  readonly embeds: 'add' | 'scale';
  /**
   * How images are resampled behind each level but the last, on the way down, and up from the last level: by a convolution, or
   * inside a residual block of their own.
   */
  readonly resampling: {
    readonly down: readonly Resampling[];
    readonly up: readonly Resampling[];
  };
  readonly padding: 'around' | 'after';
  /** Elements of the sequence that pixels look at after each attention, where there is one. */
  readonly context?: number | undefined;
}
