/** Wiener increment and space-time Levy area of one interval, all rows; H is drawn when it is first asked for. */
export interface Increment {
  readonly W: Float64Array;
  readonly H: () => Float64Array;
}

/** Where the numbers of an interval come from. */
export interface Supply {
  /** Independent normals of a standard deviation, for W or for H. */
  draw(purpose: 'W' | 'H', std: number): Float64Array;
  /** An array of the same length, to be overwritten. */
  empty(): Float64Array;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** W ~ N(0, h) and H ~ N(0, h / 12), independent, of an interval of length h. */
export function drawnIncrement(h: number, { draw }: Supply): Increment {
  return { W: draw('W', Math.sqrt(h)), H: once(() => draw('H', Math.sqrt(h / 12))) };
}

type F = Float64Array;
type Whole = { readonly W: F; readonly H: F };
type Shares = readonly [left: number, right: number];

/** From z, which is overwritten, the W of both parts. */
function cutIncrements(left: F, right: F, { W, H }: Whole, [p, q]: Shares): void {
  const tilt = 6 * p * q;
  for (let i = 0; i < left.length; i++) {
    const w = W[i] as number;
    const bend = tilt * (H[i] as number) + (left[i] as number);
    left[i] = p * w + bend;
    right[i] = q * w - bend;
  }
}

/** From n, which is overwritten, the H of both parts, given the W of the left one. */
function cutAreas(left: F, right: F, { W, H }: Whole, ofLeft: F, [p, q]: Shares): void {
  const tilt = 6 * p * q;
  const perZ = 1 / (2 - tilt);
  for (let i = 0; i < left.length; i++) {
    const a = H[i] as number;
    const z = (ofLeft[i] as number) - p * (W[i] as number) - tilt * a;
    const shared = a - perZ * z;
    const own = right[i] as number;
    left[i] = p * p * shared + q * own;
    right[i] = q * q * shared - p * own;
  }
}

/**
 * The two parts of an interval of length h, given its W and H: their exact law, p the share of the left one, q = 1 - p.
 *
 *   W_l = p W + 6 p q H + z      H_l = p^2 (H - z / 2D) + q n      z ~ N(0, h p q D),  D = 1 - 3 p q
 *   W_r = q W - 6 p q H - z      H_r = q^2 (H - z / 2D) - p n      n ~ N(0, h p q / 12D)
 *
 * W needs only z: n is drawn when the H of a part is first asked for. Nothing is divided by p or q, so that a small part
 * is as exact as a large one.
 *
 * @see Foster, Lyons & Oberhauser (2020), arXiv:1904.06998, for H; Jelincic, Foster & Kidger (2024), arXiv:2405.06464,
 *   for p = 1/2, where D = 1/4
 */
export function bridge(
  { W, H: areaOf }: Increment,
  h: number,
  shares: Shares,
  { draw, empty }: Supply,
): readonly [Increment, Increment] {
  const whole = { W, H: areaOf() };
  const [p, q] = shares;
  const D = 1 - 3 * p * q;
  const left = draw('W', Math.sqrt(h * p * q * D));
  const right = empty();
  cutIncrements(left, right, whole, shares);
  const areas = once(() => {
    const n = draw('H', Math.sqrt((h * p * q) / (12 * D)));
    const leftArea = empty();
    cutAreas(leftArea, n, whole, left, shares);
    return [leftArea, n] as const;
  });
  return [
    { W: left, H: () => areas()[0] },
    { W: right, H: () => areas()[1] },
  ];
}
