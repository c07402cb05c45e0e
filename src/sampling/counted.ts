import { evaluationsAt } from '../problem/index.ts';
import { isReverse, type Solvable } from './solvable.ts';

/** Evaluations per sample so far. */
export interface Meter {
  evaluations: number;
}

/** The same problem, counting into `meter` how often its network, drift or velocity is evaluated. */
export function counted<X, P extends Solvable<X>>(problem: P, meter: Meter): P {
  const each = isReverse<X>(problem) ? problem.evaluationsPerCall : 1;
  const counting =
    <R>(f: (x: X, t: number) => R) =>
    (x: X, t: number): R => {
      meter.evaluations += evaluationsAt(each, t);
      return f(x, t);
    };
  return {
    ...problem,
    ...(isReverse<X>(problem) ? { predict: counting(problem.predict) } : {}),
    ...('drift' in problem ? { drift: counting(problem.drift) } : {}),
    ...('velocity' in problem ? { velocity: counting(problem.velocity) } : {}),
  };
}
