import type { Condition, Network } from '../../models/index.ts';
import type { Dataset } from '../data/index.ts';
import { InputError } from '../errors/index.ts';
import { fillUniform, foldIn, type Key, type Rows } from '../noise/index.ts';

/** What a network's conditions are taken from. */
export type Conditioned = Pick<Network<unknown>, 'condition' | 'classes'>;

/**
 * That data tell what the network is conditioned on.
 * @throws InputError naming what is missing, or how many classes there are
 */
export function requireConditions(data: Dataset, { condition, classes }: Conditioned): void {
  if (condition === undefined) return;
  if (condition === 'caption' && data.captions === undefined) {
    throw new InputError(
      `train: the network is conditioned on captions, ${data.name} has none; use data with captions such as glyphs`,
    );
  }
  if (condition === 'caption') return;
  if (data.labels === undefined) {
    throw new InputError(
      `train: the network is conditioned on classes, ${data.name} has no labels; use data with labels, or a network without classes`,
    );
  }
  const known = data.labels.classes.length;
  if (known === classes) return;
  throw new InputError(
    `train: the network has ${classes} classes, ${data.name} has ${known}; set the network's classes to ${known}`,
  );
}

/**
 * What the samples of a batch are of: labels or captions of the rows, each left out (null) with a probability, so that the network
 * learns the law of all data beside those of the conditions.
 *
 * @param dropout the probability, drawn by key and row
 * @returns undefined for a network without conditions
 * @see Ho & Salimans (2022), arXiv:2207.12598, algorithm 1
 */
export function conditionsOf(
  data: Dataset,
  { condition }: Conditioned,
  key: Key,
  rows: Rows,
  dropout: number,
): Condition | undefined {
  if (condition === undefined) return undefined;
  const from = foldIn(key, 'data');
  const asked: Condition =
    condition === 'class'
      ? [...(data.labels?.draw(from, rows) ?? [])]
      : (data.captions?.(from, rows) ?? []);
  if (dropout === 0) return asked;
  const shares = new Float64Array(rows.count);
  fillUniform(shares, 1, foldIn(key, 'condition'), rows.first);
  return asked.map((one, row) => ((shares[row] as number) < dropout ? null : one));
}
