/**
 * x - v (v . x) / h of vectors, four at a time.
 *
 * @param x [4, n], flat, of whose vectors the first elements are reflected
 * @param v at most n elements
 */
export function reflectFour(x: Float64Array, n: number, v: Float64Array, h: number): void {
  const [n2, n3] = [2 * n, 3 * n];
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let j = 0; j < v.length; j++) {
    const vj = v[j] as number;
    s0 += vj * (x[j] as number);
    s1 += vj * (x[j + n] as number);
    s2 += vj * (x[j + n2] as number);
    s3 += vj * (x[j + n3] as number);
  }
  s0 /= h;
  s1 /= h;
  s2 /= h;
  s3 /= h;
  for (let j = 0; j < v.length; j++) {
    const vj = v[j] as number;
    x[j] = (x[j] as number) - vj * s0;
    x[j + n] = (x[j + n] as number) - vj * s1;
    x[j + n2] = (x[j + n2] as number) - vj * s2;
    x[j + n3] = (x[j + n3] as number) - vj * s3;
  }
}
