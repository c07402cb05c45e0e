import type { GridRule } from '../src/grids/index.ts';
import type { Noise } from '../src/noise/index.ts';
import type {
  AdditiveSde,
  ItoSde,
  Ode,
  PredictionWithVariance,
  ReverseDiffusion,
} from '../src/problem/index.ts';
import type { AdditiveTableau } from './additiveRungeKutta.ts';
import type { DiagonalTableau } from './diagonalRungeKutta.ts';
import type { RungeKuttaTableau } from './rungeKutta.ts';

/** Coefficients of a Runge-Kutta method. */
export type Tableau = AdditiveTableau | DiagonalTableau | RungeKuttaTableau;

/**
 * What a step sees: the problem, the state x at time t, and the time s where the step ends.
 *
 * Steps are pure and synchronous: the loop may run one again with the same answers, which is how the first NaN is
 * located. sigma(s) > 0 always: the loop itself ends at sigma = 0 with x0, for every solver, with one evaluation.
 */
export interface At<X, P> {
  readonly problem: P;
  readonly x: X;
  readonly t: number;
  readonly s: number;
  /** Intervals of the grid, the closing one included: for what a method shares out over them. */
  readonly steps: number;
  /** Intervals after this one: for what a method does differently towards the end. */
  readonly left: number;
}

/** What a step of a stochastic solver sees besides. */
export interface Noisy<X> {
  readonly noise: Noise<X>;
}

/** A remembered evaluation. The loop keeps `memory` of them, newest first, and owns their arrays. */
export interface Past<X> {
  readonly t: number;
  readonly x?: X;
  readonly x0?: X;
  readonly eps?: X;
}

/** What a multistep solver sees besides. */
export interface Remembering<X> {
  readonly past: readonly Past<X>[];
}

/**
 * A step's result; `error` computes its distance from an embedded step of the next lower order, where the method has one, within
 * the step's scope.
 */
export interface Stepped<X> {
  readonly x: X;
  readonly past?: Past<X>;
  /** Of the shape of x; computed when asked. */
  readonly error?: () => X;
}

/** What every solver says of itself. */
export interface SolverFacts {
  /** The name the command line knows it by. */
  readonly name: string;
  /** Its settings as resolved, defaults included. */
  readonly options: Readonly<Record<string, number | string | boolean>>;
  /** What it solves. */
  readonly solves:
    | 'ode'
    | 'ito-sde'
    | 'additive-sde'
    | 'reverse-diffusion'
    | 'reverse-diffusion-with-variance';
  /** Whether two draws from the same start differ. */
  readonly isStochastic: boolean;
  /**
   * Orders of convergence in the step size: pathwise, of the law, and on the probability flow. `strong` and
   * `weak` are those for noise of the kind it is made for; empty where a method has none (Langevin correction).
   */
  readonly order: { readonly strong?: number; readonly weak?: number; readonly ode?: number };
  /** The largest relative error of mean or variance that its steps of fixed size leave, for methods without an order. */
  readonly bias?: number;
  /** The coefficients of a Runge-Kutta method, whose order conditions can be checked. */
  readonly tableau?: Tableau;
  /**
   * Whether its step from pure noise, where alpha is 0, is finite: of methods that hold x0. For others than these and ODE solvers the
   * loop takes that step.
   */
  readonly stepsFromNoise?: true;
  readonly evaluationsPerStep: number;
  /** Evaluations that its first steps take beyond that, also after a rise of the grid; 0 if left out. */
  readonly warmUpEvaluations?: number;
  /** Author, year, arXiv number. */
  readonly source: string;
  /** How it lays its steps over a reverse diffusion unless told otherwise. */
  readonly defaultGrid: GridRule;
}

/** Solves an ODE, so also the probability flow of a reverse diffusion. */
export interface OdeSolver extends SolverFacts {
  /** One step from t to s. */
  readonly step: <X>(at: At<X, Ode<X>>) => Stepped<X>;
}

/** Solves an Ito SDE with diagonal, scalar or additive noise, so also the reverse SDE. */
export interface SdeSolver extends SolverFacts {
  /** One step from t to s. */
  readonly step: <X>(at: At<X, ItoSde<X>> & Noisy<X>) => Stepped<X>;
}

/** Solves an SDE with additive noise, so also the reverse SDE. */
export interface AdditiveSolver extends SolverFacts {
  /** One step from t to s. */
  readonly step: <X>(at: At<X, AdditiveSde<X>> & Noisy<X>) => Stepped<X>;
}

/** Solves a reverse diffusion and nothing else: it uses the schedule and the views of a prediction. */
export interface DiffusionSolver extends SolverFacts {
  /** Past evaluations it is given at most; 0 if left out. */
  readonly memory?: number;
  /** One step from t to s. */
  readonly step: <X>(at: At<X, ReverseDiffusion<X>> & Noisy<X> & Remembering<X>) => Stepped<X>;
}

/**
 * Solves a reverse diffusion whose predictions carry a variance. Every other solver runs there too, so this is the type of
 * all of them.
 */
export interface LearnedVarianceSolver extends SolverFacts {
  /** Past evaluations it is given at most; 0 if left out. */
  readonly memory?: number;
  /** One step from t to s. */
  readonly step: <X>(
    at: At<X, ReverseDiffusion<X, PredictionWithVariance<X>>> & Noisy<X> & Remembering<X>,
  ) => Stepped<X>;
}
