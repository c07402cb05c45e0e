type Array64 = Float64Array;

/** Elements kept for reuse at most: 32 MB, two dozen arrays of a few thousand samples of an image's size or less. */
const most = 2 ** 22;

let kept = new Map<number, Array64[]>();
let elements = 0;
let made: Array64[] | undefined;

/** Gives an array back, unless enough are kept. */
function keep(array: Array64): void {
  if (array.length > most) return;
  if (elements + array.length > most) [kept, elements] = [new Map(), 0];
  const same = kept.get(array.length);
  if (same === undefined) kept.set(array.length, [array]);
  else same.push(array);
  elements += array.length;
}

/**
 * An array whose values are arbitrary, to be overwritten: one that a scope has given back, or a new one.
 *
 * A new array has to be cleared, paged in and collected, which takes several times as long as the sum it is made for.
 */
export function taken(length: number): Array64 {
  const reused = kept.get(length)?.pop();
  if (reused !== undefined) elements -= length;
  const array = reused ?? new Float64Array(length);
  made?.push(array);
  return array;
}

/** The buffers of all arrays in a result, which may hold them in objects and lists. */
function gather(result: unknown, into: Set<unknown>): void {
  if (ArrayBuffer.isView(result)) into.add(result.buffer);
  else if (typeof result === 'object' && result !== null) {
    for (const part of Object.values(result)) gather(part, into);
  }
}

/** Runs `body`; the arrays taken in it are given back, but for those that are in its result. */
export function recycling<R>(body: () => R): R {
  const outer = made;
  const own: Array64[] = [];
  made = own;
  try {
    const result = body();
    const used = new Set<unknown>();
    gather(result, used);
    for (const array of own) {
      if (!used.has(array.buffer)) keep(array);
      else outer?.push(array);
    }
    return result;
  } finally {
    made = outer;
  }
}
