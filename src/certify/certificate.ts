import type { LearnedVarianceSolver } from '../../solvers/index.ts';

/** Any solver: on a reverse diffusion whose predictions carry a variance each of them runs. */
export type AnySolver = LearnedVarianceSolver;

/** What a solver can promise. */
export type Claim =
  | 'strong order'
  | 'weak order'
  | 'flow order'
  | 'marginals'
  | 'tableau'
  | 'agreement'
  | 'batch invariance';

/** The error of a run of so many steps. */
export interface ErrorAt {
  readonly steps: number;
  readonly error: number;
}

/** `exceeds`: at least half an order spacing more than declared, so that the problem cannot tell the declared order. */
export type Verdict = 'holds' | 'exceeds' | 'fails';

/** What a solver promises, and what was seen of it. */
export interface Certificate {
  readonly solver: string;
  readonly claim: Claim;
  /** On what it was shown. */
  readonly problem: string;
  /** The order, or the largest error of a law or of an order condition. */
  readonly declared: number;
  readonly observed: number;
  /** Where the true value lies: see the function that made it. */
  readonly interval: readonly [low: number, high: number];
  readonly verdict: Verdict;
  /** The errors behind it. */
  readonly errors: readonly ErrorAt[];
}

/** The certificates of some solvers, and how to make them again; numbers that are not finite are text in JSON. */
export interface Certification {
  readonly certificates: readonly Certificate[];
  /** Whether more was measured: see `CertifyOptions`. */
  readonly full: boolean;
  readonly versions: Readonly<Record<string, string>>;
  /** The command that repeats it. */
  readonly command: string;
}

/** An order as it was seen. */
export interface ObservedOrder {
  readonly observed: number;
  readonly interval: readonly [low: number, high: number];
}

/** How far apart the orders are that methods have: strong orders come in halves. */
const spacing: Readonly<Partial<Record<Claim, number>>> = { 'strong order': 0.5 };

/**
 * Whether a declared order was shown: the whole interval lies nearer to it than to the next lower order that there is.
 */
export function verdictOf(
  claim: Claim,
  declared: number,
  { interval: [low] }: ObservedOrder,
): Verdict {
  const half = (spacing[claim] ?? 1) / 2;
  if (!(low > declared - half)) return 'fails';
  return low >= declared + half ? 'exceeds' : 'holds';
}
