import * as tf from '@tensorflow/tfjs-core';
import { silu } from '../../src/smooth/index.ts';
import { requireDivisors } from '../levels.ts';
import { convolution } from '../modules/convolution.ts';
import { groupNormalisation } from '../modules/groupNormalisation.ts';
import { parametersOf } from '../modules/module.ts';
import type { BackboneOptions } from './backboneOptions.ts';
import { inTurn, partsOf, type Stage } from './stages.ts';

/**
 * A U-Net on images [n, height, width, inputs]: residual blocks on levels of half the size each, and back up, where each block
 * sees what the one opposite left.
 *
 * @throws InputError if groups or the size of a head do not divide the channels of a level
 * @see Ronneberger, Fischer & Brox (2015), arXiv:1505.04597; Ho, Jain & Abbeel (2020), arXiv:2006.11239, appendix B
 */
export function backbone(options: BackboneOptions): Stage {
  const { inputs, outputs, channels, blocks, attention: at, groups, headSize } = options;
  const { resampling } = options;
  const attending = channels.filter(
    (_, level) =>
      at.down[level] === true ||
      at.up[channels.length - 1 - level] === true ||
      (level === channels.length - 1 && at.middle !== false),
  );
  requireDivisors('unet', channels, { groups, headSize: 0 });
  requireDivisors('unet', attending, { groups: 0, headSize });
  const { block, attention, resample } = partsOf(options);
  const [first = 1, last = 1] = [channels[0], channels.at(-1)];
  const enter = convolution('in', inputs, first);
  const left = [first];
  const down: Stage[] = [];
  for (const [level, count] of channels.entries()) {
    for (let i = 0; i < blocks; i++) {
      const own = [
        block(`down${level}/block${i}`, { inputs: left.at(-1) as number, outputs: count }),
      ];
      if (at.down[level] === true) own.push(attention(`down${level}/attention${i}`, count));
      down.push(inTurn(own));
      left.push(count);
    }
    if (level === channels.length - 1) continue;
    down.push(resample(`down${level}/resample`, count, ['down', resampling.down[level]]));
    left.push(count);
  }
  const same = { inputs: last, outputs: last };
  const middle = inTurn([
    block('middle/block0', same),
    ...(at.middle ? [attention('middle/attention0', last, at.middle === true)] : []),
    block('middle/block1', same),
  ]);
  const up: { readonly joins: Stage; readonly after?: Stage }[] = [];
  let now = last;
  for (const [level, count] of channels.toReversed().entries()) {
    for (let i = 0; i <= blocks; i++) {
      const own = [
        block(`up${level}/block${i}`, { inputs: now + (left.pop() as number), outputs: count }),
      ];
      if (at.up[level] === true) own.push(attention(`up${level}/attention${i}`, count));
      const isLast = i === blocks && level < channels.length - 1;
      const by = resampling.up[level];
      const after = isLast ? { after: resample(`up${level}/resample`, count, ['up', by]) } : {};
      up.push({ joins: inTurn(own), ...after });
      now = count;
    }
  }
  const norm = groupNormalisation('out/norm', first, groups, options.epsilon);
  const leave = convolution('out/conv', first, outputs, { gain: 0 });
  return {
    parameters: parametersOf([
      enter,
      ...down,
      middle,
      ...up.flatMap(({ joins, after }) => [joins, after]),
      norm,
      leave,
    ]),
    apply: (weights, x, beside) => {
      let h = enter.apply(weights, x);
      const kept = [h];
      for (const stage of down) {
        h = stage.apply(weights, h, beside);
        kept.push(h);
      }
      h = middle.apply(weights, h, beside);
      for (const { joins, after } of up) {
        h = joins.apply(weights, tf.concat([h, kept.pop() as tf.Tensor], -1), beside);
        if (after !== undefined) h = after.apply(weights, h, beside);
      }
      return leave.apply(weights, silu(norm.apply(weights, h)));
    },
  };
}
