/** Damerau-Levenshtein distance (adjacent swaps count one). */
function distance(a: string, b: string): number {
  let [before, above]: [number[], number[]] = [
    [],
    Array.from({ length: b.length + 1 }, (_, j) => j),
  ];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, substitute);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (i > 1 && j > 1 && swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [before, above] = [above, row];
  }
  return above[b.length] ?? 0;
}

/** How far a word is from a name: its start is nearest, then another whole part of it, then edits. */
function closeness(word: string, name: string): number {
  if (name.startsWith(word)) return 0.5;
  return name.split('-').includes(word) ? 0.75 : distance(word, name);
}

/** The name that `given` was most likely meant to be, if one is near enough to suggest. */
export function nearest(given: string, names: readonly string[]): string | undefined {
  const word = given.toLowerCase();
  const ranked = names
    .map((name) => ({ name, far: closeness(word, name) }))
    .sort((a, b) => a.far - b.far || a.name.length - b.name.length);
  const best = ranked[0];
  return best !== undefined && best.far <= Math.max(1, word.length / 2) ? best.name : undefined;
}

/** `unknown solver "huen"; did you mean "heun"? Known: ddim, ddpm, ...` */
export function unknownName(what: string, given: string, names: readonly string[]): string {
  const guess = nearest(given, names);
  const hint = guess === undefined ? '' : `; did you mean ${JSON.stringify(guess)}?`;
  return `unknown ${what} ${JSON.stringify(given)}${hint}${hint === '' ? '.' : ''} Known: ${names.join(', ')}`;
}
