import { InputError, requirePositive } from '../errors/index.ts';
import {
  type Denoiser,
  isPureNoise,
  levelAt,
  type Ode,
  type Prediction,
  type Schedule,
} from '../problem/index.ts';

/** A level of noise by its angle, tan phi = sigma / alpha. */
export interface AngleLevel {
  readonly t: number;
  readonly phi: number;
  readonly cos: number;
  readonly sin: number;
  /** sqrt(alpha^2 + sigma^2): x = scale z. */
  readonly scale: number;
}

/** Where the probability flow runs in ln phi, and how its ends are scaled. */
export interface LogAngles {
  /** ln phi of the data and of the noise. */
  readonly over: readonly [data: number, noise: number];
  /** The level sigma / alpha that data are taken to be at. */
  readonly sigmaMin: number;
  /** Data are z times this, 1 / cos phi. */
  readonly dataScale: number;
  /** What sampling starts from is z times this, sqrt(alpha^2 + sigma^2). */
  readonly noiseScale: number;
  /** The level at ln phi. */
  at(logAngle: number): AngleLevel;
}

/** The time whose marginal is taken for noise: that of pure noise, where a schedule has it, else where sampling begins. */
function noiseTime(schedule: Schedule): number {
  const [, last] = schedule.range.train;
  return isPureNoise(schedule, last) ? last : schedule.range.sample[0];
}

/** The time of the level sigma / alpha that data are taken to be at. */
function dataTime(schedule: Schedule, sigmaMin: number | undefined): number {
  const { name, range } = schedule;
  if (sigmaMin === undefined) return range.sample[1];
  requirePositive('probability flow: sigmaMin', sigmaMin);
  const most = Math.exp(-schedule.logSnr(range.sample[0]));
  if (sigmaMin >= most) {
    throw new InputError(
      `probability flow: sigmaMin must be below ${Number(most.toPrecision(4))}, where schedule ${name} begins, got ${sigmaMin}`,
    );
  }
  const t = schedule.timeOf(-Math.log(sigmaMin));
  if (t > 0) return t;
  throw new InputError(
    `probability flow: schedule ${name} has no time above 0 with sigma / alpha of ${sigmaMin}; give a larger sigmaMin`,
  );
}

/**
 * The stretch of ln phi, tan phi = sigma / alpha, between data and noise.
 *
 * @param sigmaMin the level sigma / alpha of the data; by default the smallest that the schedule samples
 * @throws InputError if sigmaMin is not positive or not a level of the schedule
 */
export function logAngles(schedule: Schedule, sigmaMin?: number): LogAngles {
  const [first, last] = [dataTime(schedule, sigmaMin), noiseTime(schedule)];
  const logAngleOf = (t: number): number =>
    Math.log(Math.atan2(schedule.sigma(t), schedule.alpha(t)));
  const over = [logAngleOf(first), logAngleOf(last)] as const;
  const timeAt = (logAngle: number): number => {
    if (logAngle <= over[0]) return first;
    if (logAngle >= over[1]) return last;
    return schedule.timeOf(-Math.log(Math.tan(Math.exp(logAngle))));
  };
  const at = (logAngle: number): AngleLevel => {
    const t = timeAt(logAngle);
    const { alpha, sigma } = levelAt(schedule, t);
    const scale = Math.hypot(alpha, sigma);
    return { t, phi: Math.exp(logAngle), cos: alpha / scale, sin: sigma / scale, scale };
  };
  const [data, noise] = [at(over[0]), at(over[1])];
  return {
    over,
    sigmaMin: data.sin / data.cos,
    dataScale: 1 / data.cos,
    noiseScale: noise.scale,
    at,
  };
}

/** dz / d ln phi = phi (cos phi eps - sin phi x0), of what is predicted at x = scale z. */
export function velocityOf<X>(
  { space }: Pick<Denoiser<X>, 'space'>,
  { x0, eps }: Prediction<X>,
  { phi, cos, sin }: AngleLevel,
): X {
  return space.combine([phi * cos, eps], [-phi * sin, x0]);
}

/**
 * The probability flow of a denoiser in variables in which it is smooth from data to noise: z = x / sqrt(alpha^2 + sigma^2) and ln phi.
 *
 * Equal steps of ln phi are equal steps of log-SNR near the data, and z and its velocity stay finite up to pure noise, phi = pi / 2. Of
 * data of law N(0, I) z stands still.
 *
 * @see Salimans & Ho (2022), arXiv:2202.00512, appendix D, where the angle is the time
 */
export function flowInLogAngle<X>(denoiser: Denoiser<X>, { at }: LogAngles): Ode<X> {
  const { space, predict } = denoiser;
  return {
    space,
    velocity: (z, logAngle) => {
      const level = at(logAngle);
      return velocityOf(denoiser, predict(space.combine([level.scale, z]), level.t), level);
    },
  };
}
