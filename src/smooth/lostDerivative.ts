import * as tf from '@tensorflow/tfjs-core';

/** What TensorFlow.js records of one operation, in the order in which it was recorded. */
interface Recorded {
  readonly kernelName: string;
  readonly inputs: Readonly<Record<string, tf.Tensor>>;
  readonly outputs: readonly tf.Tensor[];
  /** Copies of inputs or results that its gradient will use. */
  readonly saved?: readonly tf.Tensor[];
  readonly gradient?: unknown;
}

/** An operation through which the derivative of a derivative is lost. */
export interface LostDerivative {
  /** Its kernel, 'Tanh' or 'AvgPool'; for one made by tf.customGrad, the scope it ran in. */
  readonly kernel: string;
  /** Whether TensorFlow.js would give wrong numbers, or stop with an error of its own. */
  readonly is: 'wrong' | 'missing';
}

const idsOf = (tensors: readonly tf.Tensor[]): number[] => tensors.map(({ id }) => id);
const inputsOf = ({ inputs }: Recorded): number[] => idsOf(Object.values(inputs));

/** Which tensors each node makes and keeps, and which of all depend on the sources. */
function indexed(tape: readonly Recorded[], sources: readonly tf.Tensor[]) {
  const [makers, keepers] = [new Map<number, Recorded>(), new Map<number, Recorded>()];
  const fromSources = new Set(idsOf(sources));
  for (const node of tape) {
    for (const id of idsOf(node.outputs)) makers.set(id, node);
    for (const id of idsOf(node.saved ?? [])) keepers.set(id, node);
    if (inputsOf(node).some((id) => fromSources.has(id))) {
      for (const id of idsOf(node.outputs)) fromSources.add(id);
    }
  }
  return { makers, keepers, fromSources };
}

/**
 * The last operation between `sources` and `derivative`, if there is one, through which the gradient of `derivative` in
 * `sources` would not come out right. To be called while that gradient is being taken; where none is, there is nothing to lose.
 *
 * A gradient is a walk back over the tape on which TensorFlow.js records what runs. Two things end it early: a kernel without a
 * gradient, such as the one that computes the gradient of a pooling; and an operation that keeps its own result for its
 * gradient, for the copy of the result is recorded before the operation that makes it, so that nothing leads back from there.
 *
 * @param sources what the second derivative will be taken in: a network's parameters
 * @param derivative a tensor made of first derivatives
 * @see tensorflow/tfjs issue 3252
 */
export function lostDerivative(
  sources: readonly tf.Tensor[],
  derivative: tf.Tensor,
): LostDerivative | undefined {
  const tape: readonly Recorded[] = tf.engine().state.activeTape ?? [];
  const { makers, keepers, fromSources } = indexed(tape, sources);
  /** The operation whose gradient ran a node: it kept what the node, or one behind it, uses. */
  const behind = (node: Recorded): Recorded | undefined => {
    for (const id of inputsOf(node)) {
      const maker = makers.get(id);
      const hidden = maker?.gradient === undefined && maker !== undefined && behind(maker);
      const found = keepers.get(id) ?? (hidden || undefined);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const reached = new Set([derivative.id]);
  const passed = new Set<Recorded>();
  for (const node of tape.toReversed()) {
    passed.add(node);
    if (!idsOf(node.outputs).some((id) => reached.has(id))) continue;
    for (const id of inputsOf(node)) reached.add(id);
    const depends = inputsOf(node).filter((id) => fromSources.has(id));
    if (depends.length > 0 && node.gradient === undefined) {
      return { kernel: (behind(node) ?? node).kernelName, is: 'missing' };
    }
    const early = depends.map((id) => makers.get(id)).find((made) => made && passed.has(made));
    if (early !== undefined) return { kernel: early.kernelName, is: 'wrong' };
  }
  return undefined;
}
