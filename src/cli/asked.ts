import type { Tensor } from '@tensorflow/tfjs-core';
import {
  type Classifier,
  type Condition,
  classifierGradient,
  learnsVariance,
  type Network,
  networkDenoiser,
  type VarianceNetwork,
} from '../../models/index.ts';
import { InputError, unknownName } from '../errors/index.ts';
import type { Rows } from '../noise/index.ts';
import {
  classifierFreeGuidance,
  classifierGuidance,
  type Denoiser,
  type Prediction,
  type PredictionWithVariance,
  type Schedule,
} from '../problem/index.ts';

/** What the command line asks samples to be of, and how strongly. */
export interface Wish {
  /** A class by its name or number, or each in turn. */
  readonly class?: string | undefined;
  /** A caption. */
  readonly text?: string | undefined;
  /** Captions: row i is to be of the i-th, beginning anew after the last. */
  readonly captions?: readonly string[] | undefined;
  /** Scale of the guidance. */
  readonly guidance?: number | undefined;
  /** Noise levels sigma / alpha between which it is at work. */
  readonly interval?: readonly number[] | undefined;
}

/** A run as far as wishes go. */
export interface Wishable {
  readonly folder: string;
  readonly network: Pick<Network<Tensor>, 'condition' | 'classes'>;
  /** What guides it to a class, where a classifier does. */
  readonly classifier?: Classifier<Tensor> | undefined;
  /** Names of the classes that it, or its classifier, was trained on. */
  readonly classes: readonly string[];
  /** The guidance that its system has by default. */
  readonly guidance: number;
}

/** The number of a class by its name, or by itself where no class is called so. */
function classNumber(text: string, { folder, classes, network, classifier }: Wishable): number {
  const named = classes.indexOf(text);
  if (named >= 0) return named;
  const number = Number(text);
  const count = classifier?.classes ?? network.classes ?? 0;
  if (/^\d+$/.test(text) && number < count) return number;
  const known = classes.length > 0 ? ['each', ...classes] : ['each'];
  throw new InputError(
    `--class: ${folder} has ${count} classes, 0 to ${count - 1}; ${unknownName('class', text, known)}`,
  );
}

/** What is asked of each row of a draw; undefined where nothing is. */
export type Asked = ((rows: Rows) => Condition) | undefined;

function requireCondition(option: string, kind: 'class' | 'caption', of: Wishable): void {
  const { condition } = of.network;
  if (condition === kind || (kind === 'class' && of.classifier !== undefined)) return;
  const has = condition === undefined ? 'no condition' : `the condition ${condition}`;
  const remedy =
    kind === 'class'
      ? 'train with --system classifier-free-guidance, or give --classifier'
      : 'train with --system text-to-image';
  throw new InputError(
    `${option}: the network of ${of.folder} has ${has}; leave it out, or ${remedy}`,
  );
}

/**
 * What rows are to be of.
 * @throws InputError for a wish that the run cannot fulfil: a condition that it was not trained with, a class it does not know
 */
export function askedOf(wish: Wish, of: Wishable): Asked {
  const given = (['class', 'text', 'captions'] as const).filter((name) => wish[name] !== undefined);
  if (given.length > 1) {
    const all = given.map((name) => `--${name}`).join(' and ');
    throw new InputError(`${all}: got ${given.length}, expected one of them`);
  }
  if (wish.text !== undefined) {
    requireCondition('--text', 'caption', of);
    const { text } = wish;
    return () => [text];
  }
  if (wish.captions !== undefined) {
    requireCondition('--captions', 'caption', of);
    const { captions } = wish;
    return ({ first, count }) =>
      Array.from({ length: count }, (_, i) => captions[(first + i) % captions.length] as string);
  }
  if (wish.class === undefined) {
    if (wish.guidance === undefined && wish.interval === undefined) return undefined;
    const option = wish.guidance === undefined ? '--guidance-interval' : '--guidance';
    const { condition } = of.network;
    if (condition !== undefined || of.classifier !== undefined) {
      const wanted = condition === 'caption' ? '--text or --captions' : '--class';
      throw new InputError(`${option}: needs something to be guided to; give ${wanted}`);
    }
    requireCondition(option, 'class', of);
  }
  requireCondition('--class', 'class', of);
  if (wish.class === 'each') {
    const count = of.classifier?.classes ?? of.network.classes ?? 1;
    return ({ first, count: rows }) => Array.from({ length: rows }, (_, i) => (first + i) % count);
  }
  const number = classNumber(wish.class ?? '', of);
  return () => [number];
}

/** A denoiser of rows, guided to what is asked of them: by a classifier where there is one, else by the network itself. */
function guidedTo<P extends Prediction<Tensor>>(
  bind: (condition: Condition | undefined) => Denoiser<Tensor, P>,
  asked: Asked,
  wish: Wish,
  { guidance, network, classifier }: Wishable,
): (rows: Rows) => Denoiser<Tensor, P> {
  const free = bind(undefined);
  if (asked === undefined) return () => free;
  const { guidance: scale = guidance, interval: [low = 0, high = Infinity] = [] } = wish;
  const options = { scale, interval: [low, high] } as const;
  if (classifier === undefined) {
    return (rows) => classifierFreeGuidance(bind(asked(rows)), free, options);
  }
  return (rows) => {
    const condition = asked(rows);
    const own = network.condition === undefined ? free : bind(condition);
    const labels = condition.map(Number);
    return classifierGuidance(own, classifierGradient(classifier, own.schedule, labels), options);
  };
}

/** What becomes of a wish: the denoiser of any rows, with a variance where the network learns one. */
export type Wished =
  | { readonly hasVariance: true; of(rows: Rows): Denoiser<Tensor, PredictionWithVariance<Tensor>> }
  | { readonly hasVariance: false; of(rows: Rows): Denoiser<Tensor> };

/**
 * The denoiser of a network for what is asked.
 * @throws InputError as {@link askedOf}
 */
export function wished(
  network: Network<Tensor> | VarianceNetwork<Tensor>,
  schedule: Schedule,
  wish: Wish,
  of: Wishable,
): Wished {
  const asked = askedOf(wish, of);
  if (learnsVariance(network)) {
    const bind = (condition: Condition | undefined) =>
      networkDenoiser(network, schedule, { condition });
    return { hasVariance: true, of: guidedTo(bind, asked, wish, of) };
  }
  const bind = (condition: Condition | undefined) =>
    networkDenoiser(network, schedule, { condition });
  return { hasVariance: false, of: guidedTo(bind, asked, wish, of) };
}
