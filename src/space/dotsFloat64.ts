/**
 * <x_r, a_k> of up to four rows of x with every atom, at out[r K + k]. Four rows at a time read each atom once and wait for no
 * addition; every sum runs over the elements in their order, so that a row's numbers do not depend on its neighbours.
 *
 * @param at where the first row starts in x
 * @param rows how many, 1 to 4
 */
export function dots(
  out: Float64Array,
  x: Float64Array,
  at: number,
  rows: number,
  atoms: Float64Array,
  size: number,
): void {
  const count = atoms.length / size;
  if (rows < 4) {
    for (let r = 0; r < rows; r++) dotsOfRow(out, r * count, x, at + r * size, atoms, size);
    return;
  }
  const [second, third, fourth] = [at + size, at + 2 * size, at + 3 * size];
  for (let k = 0, a = 0; k < count; k++) {
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let d = 0; d < size; d++, a++) {
      const atom = atoms[a] as number;
      s0 += (x[at + d] as number) * atom;
      s1 += (x[second + d] as number) * atom;
      s2 += (x[third + d] as number) * atom;
      s3 += (x[fourth + d] as number) * atom;
    }
    out[k] = s0;
    out[count + k] = s1;
    out[2 * count + k] = s2;
    out[3 * count + k] = s3;
  }
}

function dotsOfRow(
  out: Float64Array,
  to: number,
  x: Float64Array,
  at: number,
  atoms: Float64Array,
  size: number,
): void {
  for (let k = 0, a = 0; a < atoms.length; k++) {
    let sum = 0;
    for (let d = 0; d < size; d++, a++) sum += (x[at + d] as number) * (atoms[a] as number);
    out[to + k] = sum;
  }
}
