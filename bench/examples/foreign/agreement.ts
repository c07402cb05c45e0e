/** How far two sets of numbers are apart. */
export interface Apart {
  readonly most: number;
  readonly rms: number;
}

/** How far two sets of numbers are apart, element by element. */
export function apart(x: ArrayLike<number>, y: ArrayLike<number>): Apart {
  let [most, sum] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    const difference = Math.abs((x[i] as number) - (y[i] as number));
    most = Math.max(most, difference);
    sum += difference ** 2;
  }
  return { most, rms: Math.sqrt(sum / x.length) };
}

/**
 * How far samples of the same start may be apart at most. Outputs of one network in float32 on two machines are within 1e-5: see
 * test/diffusers/golden.test.ts. DDIM's first step makes x0 = (x - sigma eps) / alpha of them, which is what blows an error up most: by
 * sigma / alpha at the last training time, 157 with the betas of DDPM. Steps after it err less than that by far.
 */
export function allowed(alpha: number): number {
  return 1e-5 / alpha;
}
