/** What came of one case. */
export interface Result {
  readonly chosen: string;
  readonly best: string;
  readonly median: string;
  /** Distances as they were judged. */
  readonly distances: { readonly chosen: number; readonly best: number; readonly median: number };
  /** Standard errors between the median and the best. */
  readonly spread: number;
  /** The place of the chosen pair among all. */
  readonly place: number;
  readonly pairs: number;
  readonly by: 'energy' | 'flow';
  readonly seconds: { readonly search: number; readonly sweep: number };
}
