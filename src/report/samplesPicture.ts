import * as Plot from '@observablehq/plot';
import { standalone } from './standalone.ts';

/** Dots shown at most: more make a file large and a picture black. */
const most = 5000;

/**
 * Samples as a picture that stands alone, SVG: the first two elements of each over those of the data; of samples of one
 * element, how often each value comes.
 *
 * @param samples flat, rows one after another
 * @param dimension elements of one sample
 * @param data samples to draw beneath, of the same dimension
 */
export function samplesPicture(
  title: string,
  samples: ArrayLike<number>,
  dimension: number,
  data: ArrayLike<number>,
): string {
  const rowsOf = (values: ArrayLike<number>): { x: number; y: number }[] =>
    Array.from({ length: Math.min(values.length / dimension, most) }, (_, r) => ({
      x: values[r * dimension] as number,
      y: values[r * dimension + Math.min(1, dimension - 1)] as number,
    }));
  const [drawn, beneath] = [rowsOf(samples), rowsOf(data)];
  const edges = [...drawn, ...beneath];
  const range = (of: 'x' | 'y'): [number, number] => [
    Math.min(...edges.map((row) => row[of])),
    Math.max(...edges.map((row) => row[of])),
  ];
  const bins = (style: Plot.RectYOptions): Plot.RectYOptions => ({
    ...Plot.binX({ y: 'proportion' }, { x: 'x', thresholds: 40 }),
    ...style,
  });
  const marks =
    dimension === 1
      ? [
          Plot.rectY(beneath, bins({ fill: '#d5dae0' })),
          Plot.rectY(drawn, bins({ stroke: '#0067a5', fill: 'none' })),
        ]
      : [
          Plot.dot(beneath, { x: 'x', y: 'y', r: 1.4, fill: '#c3cad2' }),
          Plot.dot(drawn, { x: 'x', y: 'y', r: 1.4, fill: '#0067a5', fillOpacity: 0.6 }),
        ];
  const plane = { x: { domain: range('x'), label: 'x1' }, y: { domain: range('y'), label: 'x2' } };
  return standalone({
    width: 520,
    height: 520,
    inset: 12,
    marginTop: 44,
    ...(dimension === 1 ? { x: { label: 'x' }, y: { label: 'share of samples' } } : plane),
    marks: [
      Plot.frame({ stroke: '#d5dae0' }),
      ...marks,
      Plot.text([title], {
        frameAnchor: 'top',
        dy: -36,
        fontSize: 13,
        fontWeight: 'bold',
      }),
    ],
  });
}
