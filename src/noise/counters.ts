/**
 * Where each use of a key starts to count, in word 0 of Threefry's counter, so that no two uses of one key share a
 * block: pairs of normals and uniforms have 2^30 elements a row, choices one. Word 1 is a row, or what is folded in.
 */
export const counters = {
  normals: 0,
  uniforms: 0x40000000,
  choices: -0x80000000,
  parts: -3,
  names: -2,
  integers: -1,
} as const;
