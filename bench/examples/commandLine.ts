/** The words of a command line, as a shell reads them: parted by blanks, which double quotes keep. */
export function wordsOf(line: string): readonly string[] {
  return (line.match(/(?:[^\s"]|"[^"]*")+/g) ?? []).map((word) => word.replaceAll('"', ''));
}

/** What follows an option of a command line. */
export function optionOf(line: string, option: string): string | undefined {
  const words = wordsOf(line);
  const at = words.indexOf(option);
  return at < 0 ? undefined : words[at + 1];
}
