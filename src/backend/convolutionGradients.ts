import * as tf from '@tensorflow/tfjs-core';

/** What TensorFlow.js knows of a convolution whose gradients it asks for; there is no dilation in it. */
export interface ConvolutionAttributes {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}
type Shape4 = [number, number, number, number];
/** Filling before and after the rows, and before and after the columns. */
type Sides = readonly [top: number, bottom: number, left: number, right: number];

const padding = ([top, bottom, left, right]: Sides): tf.backend_util.ExplicitPadding => [
  [0, 0],
  [top, bottom],
  [left, right],
  [0, 0],
];

/** The convolution of x [n, h, w, in] with a filter [kh, kw, in, out], channels last. */
export function convolutionInfo(
  x: Shape4,
  filter: Shape4,
  { strides, pad, dimRoundingMode }: ConvolutionAttributes,
): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(x, filter, strides, 1, pad, dimRoundingMode);
}

/** dy with zeros between its pixels, `high - 1` and `wide - 1` of them behind each. */
function spread(dy: tf.Tensor4D, high: number, wide: number): tf.Tensor4D {
  const [n, height, width, channels] = dy.shape;
  if (high === 1 && wide === 1) return dy;
  const behind = (u: tf.Tensor, rows: number, count: number): tf.Tensor =>
    tf.pad(tf.reshape(u, [rows, 1, u.size / rows]), [
      [0, 0],
      [0, count - 1],
      [0, 0],
    ]);
  const rows = behind(behind(dy, n * height * width, wide), n * height, high);
  return tf.reshape(rows, [n, height * high, width * wide, channels]);
}

/**
 * The gradient of the input of a convolution, as a convolution itself: of dy, with zeros between its pixels where it has strides,
 * with the filter turned by half a circle and its channels exchanged. Undefined where that would have to leave pixels of dy out.
 *
 * @param dy [n, oh, ow, out]
 * @param filter [kh, kw, in, out]
 * @returns [n, h, w, in]
 */
export function inputGradient(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  info: tf.backend_util.Conv2DInfo,
): tf.Tensor4D | undefined {
  const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
  const { inHeight, inWidth, outHeight, outWidth } = info;
  const sides: Sides = [
    filterHeight - 1 - padInfo.top,
    inHeight + padInfo.top - outHeight * strideHeight,
    filterWidth - 1 - padInfo.left,
    inWidth + padInfo.left - outWidth * strideWidth,
  ];
  if (sides.some((side) => side < 0)) return undefined;
  const turned = filterHeight * filterWidth === 1 ? filter : tf.reverse(filter, [0, 1]);
  const exchanged = tf.transpose(turned, [0, 1, 3, 2]);
  return tf.conv2d(spread(dy, strideHeight, strideWidth), exchanged, 1, padding(sides));
}

/**
 * The gradient of the filter of a convolution, as a convolution itself: of x with the images as its channels, with dy as a filter,
 * which is dilated where the convolution has strides.
 *
 * @param x [n, h, w, in]
 * @param dy [n, oh, ow, out]
 * @returns [kh, kw, in, out]
 */
export function filterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  { filterHeight, filterWidth, strideHeight, strideWidth, padInfo }: tf.backend_util.Conv2DInfo,
): tf.Tensor4D {
  const { top, bottom, left, right } = padInfo;
  const [images, slopes] = [tf.transpose(x, [3, 1, 2, 0]), tf.transpose(dy, [1, 2, 0, 3])];
  const dilations: [number, number] = [strideHeight, strideWidth];
  const made = tf.conv2d(images, slopes, 1, padding([top, bottom, left, right]), 'NHWC', dilations);
  const [channels, height, width, out] = made.shape;
  // strides can leave the last pixels out
  const whole = height === filterHeight && width === filterWidth;
  const used = whole ? made : tf.slice(made, 0, [channels, filterHeight, filterWidth, out]);
  return tf.transpose(used, [1, 2, 0, 3]);
}
