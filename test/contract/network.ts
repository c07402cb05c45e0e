import * as tf from '@tensorflow/tfjs-core';
import { mlp, type Network } from '../../models/index.ts';
import { noiseFeatures } from '../../models/noiseFeatures.ts';
import { moons } from '../../src/data/index.ts';
import { vp } from '../../src/problem/index.ts';
import { train } from '../../src/train/index.ts';
import { type Check, read, requireNear, tensor, waves } from './check.ts';
import { slopeOf } from './derivatives.ts';

type Values = Readonly<Record<string, Float64Array>>;
const [rows, units, features] = [7, 8, 4];
const x = waves([rows, 2]).map((v) => 2 * v);
const logSnr = new Float64Array(rows).map((_, row) => row - 3);
const target = waves([rows, 2], 5);

/** Its weights are numbers of ours, so that no layer is zero. */
function network(): Network<tf.Tensor> {
  const drawn = mlp({ shape: [2], hidden: [units, units], features });
  const parameters = Object.fromEntries(
    Object.entries(drawn.parameters).map(([name, { shape }], k) => [
      name,
      tensor(waves(shape, k), shape),
    ]),
  );
  drawn.dispose();
  return drawn.with(parameters);
}

async function valuesOf({ parameters }: Network<tf.Tensor>): Promise<Values> {
  const named = Object.entries(parameters).map(
    async ([name, value]) => [name, Float64Array.from(await value.data())] as const,
  );
  return Object.fromEntries(await Promise.all(named));
}

/** x [rows, in] W [in, out] + b, in float64. */
function dense(input: Float64Array, weight: Float64Array, bias: Float64Array): Float64Array {
  const [out, inputs] = [bias.length, weight.length / bias.length];
  return new Float64Array((input.length / inputs) * out).map((_, place) => {
    const [row, column] = [Math.floor(place / out), place % out];
    let sum = bias[column] as number;
    for (let i = 0; i < inputs; i++) {
      sum += (input[row * inputs + i] as number) * (weight[i * out + column] as number);
    }
    return sum;
  });
}

/** The network of models/mlp.ts in float64. */
function exact(values: Values): Float64Array {
  const of = (name: string): Float64Array => values[name] ?? new Float64Array();
  const silu = (h: Float64Array): Float64Array => h.map((v) => v / (1 + Math.exp(-v)));
  const embedded = Float64Array.from(noiseFeatures(logSnr, features));
  const time = dense(embedded, of('time/weight'), of('input/bias'));
  const none = new Float64Array(units);
  const first = silu(dense(x, of('input/weight'), none).map((v, i) => v + (time[i] as number)));
  const second = silu(dense(first, of('hidden1/weight'), of('hidden1/bias')));
  const output = dense(second, of('output/weight'), of('output/bias'));
  return output.map((v, i) => {
    const lambda = logSnr[i >> 1] as number;
    const [alpha, sigma] = [1, -1].map((sign) => 1 / Math.sqrt(1 + Math.exp(-2 * sign * lambda)));
    return (alpha ?? 0) * v + (sigma ?? 0) * (x[i] as number);
  });
}
const lossOf = (values: Values): number =>
  exact(values).reduce((sum, v, i) => sum + (v - (target[i] as number)) ** 2, 0);

/** The squared error of a network as a tensor. */
const loss = (at: Network<tf.Tensor>): tf.Scalar => {
  const error = tf.sub(at.apply(tensor(x, [rows, 2]), logSnr), tensor(target, [rows, 2]));
  return tf.sum(tf.square(error));
};

const forward: Check = {
  name: 'network: an MLP gives what its formula gives in Float64Array',
  run: async () => {
    const own = network();
    const output = await read(() => own.apply(tensor(x, [rows, 2]), logSnr));
    // three layers of sums of 8 terms up to 2, 8 and 64, each rounded 20 times
    requireNear('output', output, exact(await valuesOf(own)), 64 * 8 * 20 * 2 ** -24);
    own.dispose();
  },
};

const split: Check = {
  name: 'network: a row does not depend on the other rows, but for rounding',
  run: async () => {
    const own = network();
    const apply = (from: number, to: number): Promise<Float32Array> =>
      read(() =>
        own.apply(tensor(x.slice(2 * from, 2 * to), [to - from, 2]), logSnr.slice(from, to)),
      );
    const whole = await apply(0, rows);
    for (const cut of [1, 3, 4]) {
      const parts = [...(await apply(0, cut)), ...(await apply(cut, rows))];
      requireNear(`cut at ${cut}`, parts, whole, 64 * 8 * 20 * 2 ** -24);
    }
    own.dispose();
  },
};

const backward: Check = {
  name: 'network: the gradient of an MLP is the slope of its formula, in every parameter',
  run: async () => {
    const own = network();
    const values = await valuesOf(own);
    for (const [k, [name, value]] of Object.entries(own.parameters).entries()) {
      const direction = waves(value.shape, k + 1);
      const slope = await read(() => {
        const at = (v: tf.Tensor): tf.Tensor => loss(own.with({ ...own.parameters, [name]: v }));
        return tf.sum(tf.mul(tf.grad(at)(value), tensor(direction, value.shape)));
      });
      const moved = (h: number): number =>
        lossOf({
          ...values,
          [name]: (values[name] ?? direction).map((v, i) => v + h * (direction[i] ?? 0)),
        });
      // as the output, times slopes of the loss up to 2 x 64 of 14 numbers
      const size = 1 + Math.abs(slopeOf(moved)(0));
      requireNear(name, slope, [slopeOf(moved)(0)], size * 14 * 128 * 20 * 2 ** -24);
    }
    own.dispose();
  },
};

const step: Check = {
  name: "network: the first step of Adam moves each weight by the rate against its gradient's sign",
  run: async () => {
    const own = network();
    // webgl would take 1e-4 by itself, the others 1e-7
    const [rate, epsilon] = [0.01, 1e-7];
    const variables = Object.fromEntries(
      Object.entries(own.parameters).map(([name, value]) => [name, tf.variable(value)]),
    );
    const before = await valuesOf(own);
    own.dispose();
    const { value, grads } = tf.variableGrads(
      () => loss(own.with(variables)),
      Object.values(variables),
    );
    value.dispose();
    const optimiser = tf.train.adam(rate, 0.9, 0.999, epsilon);
    optimiser.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
    for (const [name, variable] of Object.entries(variables)) {
      const gradient = (await grads[variable.name]?.data()) ?? [];
      // m / (1 - 0.9) = g and v / (1 - 0.999) = g^2; float32 knows 1 - 0.999 to 6e-5, weights to 2^-24
      const moved = (before[name] ?? new Float64Array()).map((w, i) => {
        const g = gradient[i] as number;
        return w - (rate * g) / (Math.abs(g) + epsilon);
      });
      requireNear(name, await variable.data(), moved, rate * 1e-4 + 2 ** -23);
    }
    tf.dispose([grads, variables]);
    optimiser.dispose();
  },
};

const training: Check = {
  name: 'network: three steps of training move every weight, to finite numbers',
  run: async () => {
    const own = network();
    const { network: trained } = await train({
      data: moons(),
      schedule: vp(),
      network: own,
      steps: 3,
      batch: 16,
    });
    const [before, after] = [await valuesOf(own), await valuesOf(trained)];
    for (const [name, values] of Object.entries(after)) {
      if (!values.every((v, i) => Number.isFinite(v) && v !== before[name]?.[i])) {
        throw new Error(`${name} is ${values.join(', ')}`);
      }
    }
    own.dispose();
    trained.dispose();
  },
};

/** A network, its gradient and its training. */
export const networks: readonly Check[] = [forward, split, backward, step, training];
