/**
 * What the text of a notebook says, so that the notebook stops where it is no longer so.
 * @throws Error with the claim, unless it holds
 */
export function claim(text: string, holds: boolean): void {
  if (!holds) throw new Error(`no longer true: ${text}`);
}
