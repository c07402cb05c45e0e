/** first, 2 first, ... `count` numbers of steps. */
export function doublings(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => first * 2 ** i);
}
