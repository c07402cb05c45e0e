// spares digits: series and recursion are the same function, and what the series leaves out is below 1 / 18!
const [largest, terms] = [1, 18];

/**
 * The phi functions of exponential integrators.
 *
 *   phi_k(z) = (phi_(k-1)(z) - 1 / (k-1)!) / z = sum_j z^j / (j + k)!,   phi_0(z) = e^z
 *
 * Below 1 by the series, since the recursion's differences lose digits there.
 *
 * @param k from 1
 * @see Hochbruck & Ostermann (2010), Acta Numerica 19:209, section 2
 */
export function phi(k: number, z: number): number {
  if (k === 1 && z !== 0) return Math.expm1(z) / z;
  const first = 1 / factorial(k);
  if (Math.abs(z) >= largest) return (phi(k - 1, z) - k * first) / z;
  let [sum, term] = [first, first];
  for (let j = 1; j < terms; j++) {
    term *= z / (j + k);
    sum += term;
  }
  return sum;
}

/** k! */
export function factorial(k: number): number {
  return k < 2 ? 1 : k * factorial(k - 1);
}
