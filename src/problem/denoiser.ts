import type { Space } from '../space/index.ts';
import { type Parametrization, type Prediction, prediction } from './prediction.ts';
import { type PredictionWithVariance, predictionWithVariance } from './predictionWithVariance.ts';
import { requireSignal } from './requireSignal.ts';
import { levelAt, type Schedule } from './schedule.ts';

/** Network calls per prediction: a number, or one at each time. */
export type Evaluations = number | ((t: number) => number);

/** Network calls of a prediction at time t. */
export function evaluationsAt(each: Evaluations, t: number): number {
  return typeof each === 'number' ? each : each(t);
}

/**
 * A network with its condition bound, or an exact score: the common currency of networks, exact problems,
 * guidance and inverse problems. It is bound to its schedule.
 */
export interface Denoiser<X, P extends Prediction<X> = Prediction<X>> {
  readonly space: Space<X>;
  readonly schedule: Schedule;
  /** Network calls per prediction: 1, or 2 under classifier-free guidance. */
  readonly evaluationsPerCall: Evaluations;
  /** Samples are drawn this many at a time, or a multiple of it, where a row's last bits depend on its place in a block. */
  readonly block?: number;
  /** What is known of x_0 and eps from x at time t, sigma(t) > 0. */
  predict(x: X, t: number): P;
  /** (d x0 / d x)^T v, the vector-Jacobian product that likelihood and posterior sampling need. */
  pullback(x: X, t: number, v: X): X;
  /** Releases the arrays it owns; it must not be used afterwards. */
  dispose(): void;
}

/** What a denoiser of the user's own is made of. */
export interface DenoiserOptions<X> {
  readonly space: Space<X>;
  readonly schedule: Schedule;
  /** What the output stands for. */
  readonly predicts: Parametrization;
  /** Network calls per prediction; 1 by default. */
  readonly evaluationsPerCall?: Evaluations;
  /** Rows that belong together, where a row's last bits depend on its place among them; 1 by default. */
  readonly block?: number | undefined;
}

/** A denoiser whose pullback is automatic differentiation of x0. */
function differentiated<X, P extends Prediction<X>>(
  { space, schedule, predicts, evaluationsPerCall = 1, block = 1 }: DenoiserOptions<X>,
  predict: (x: X, t: number) => P,
): Denoiser<X, P> {
  requireSignal(schedule, predicts);
  return {
    space,
    schedule,
    evaluationsPerCall,
    block,
    predict,
    pullback: (x, t, v) => space.pullback((at) => predict(at, t).x0, x, v),
    dispose: () => {},
  };
}

/**
 * A denoiser from a function of the user's own: `output(x, t)` is what `predicts` says. Its pullback is automatic
 * differentiation, which Float64Array does not have.
 *
 * @throws InputError if it predicts eps or the score, and the schedule leaves nothing of the data
 */
export function denoiserOf<X>(
  options: DenoiserOptions<X> & { readonly output: (x: X, t: number) => X },
): Denoiser<X> {
  const { space, schedule, predicts, output } = options;
  return differentiated(options, (x, t) =>
    prediction(space, levelAt(schedule, t), predicts, x, output(x, t)),
  );
}

/**
 * The same with a variance: `outputs(x, t)` is what `predicts` says and, as `raw`, where the variance of a step lies, from -1
 * for the smallest to 1 for the largest; see {@link PredictionWithVariance}.
 */
export function denoiserWithVariance<X>(
  options: DenoiserOptions<X> & {
    readonly outputs: (x: X, t: number) => { readonly output: X; readonly raw: X };
  },
): Denoiser<X, PredictionWithVariance<X>> {
  const { space, schedule, predicts, outputs } = options;
  return differentiated(options, (x, t) =>
    predictionWithVariance(space, levelAt(schedule, t), predicts, x, outputs(x, t)),
  );
}
