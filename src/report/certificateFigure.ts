import * as Plot from '@observablehq/plot';
import { type Certificate, type ErrorAt, isOrder } from '../certify/index.ts';
import { chart } from './chart.ts';
import { type Html, html } from './html.ts';
import { powerOfTen, powers, shortNumber } from './number.ts';

/** The axes that certificates shown beside each other share. */
export interface ErrorAxes {
  readonly steps: readonly number[];
  readonly smallest: number;
  readonly largest: number;
}

/** What a logarithmic axis can hold. */
function drawable({ errors }: Certificate): readonly ErrorAt[] {
  return errors.filter(({ error }) => error > 0 && Number.isFinite(error));
}

/** Axes with room for the errors of all; nothing where there are none to draw. */
export function errorAxes(certificates: readonly Certificate[]): ErrorAxes | undefined {
  const drawn = certificates.flatMap(drawable);
  if (drawn.length === 0) return undefined;
  const declared = certificates.flatMap((own) => (isOrder(own.claim) ? [] : own.declared));
  const values = [...drawn.map(({ error }) => error), ...declared];
  return {
    steps: [...new Set(drawn.map(({ steps }) => steps))].sort((a, b) => a - b),
    smallest: Math.min(...values),
    largest: Math.max(...values),
  };
}

/** What errors are held against: parallel to the declared order, a little above the first one, or the declared error. */
function reference(own: Certificate, { steps, smallest, largest }: ErrorAxes): readonly ErrorAt[] {
  const [first] = drawable(own);
  if (!isOrder(own.claim)) return steps.map((n) => ({ steps: n, error: own.declared }));
  if (first === undefined) return [];
  const above = first.error * (largest / smallest) ** 0.06;
  return own.errors.map((at) => ({
    steps: at.steps,
    error: above * (first.steps / at.steps) ** own.declared,
  }));
}

/** A number of a certificate: orders to hundredths, errors in three digits. */
export function asSeen({ claim }: Certificate, value: number): string {
  return isOrder(claim) && Number.isFinite(value) ? value.toFixed(2) : shortNumber(value);
}

/** Two to six round numbers of a logarithmic axis. */
function ticksOf(from: number, to: number): readonly number[] {
  const within = (values: readonly number[]): number[] =>
    values.filter((value) => value >= from && value <= to);
  const decades = powers(from, to);
  if (to < 50 * from) return within(decades.flatMap((power) => [power, 2 * power, 5 * power]));
  const every = Math.ceil(decades.length / 6);
  return within(decades.filter((_, i) => i % every === 0));
}

/**
 * Errors of one certificate against steps, on logarithmic axes, over those of the others on the same problem, with the slope or
 * the bound that is declared.
 */
export function certificateFigure(
  own: Certificate,
  others: readonly Certificate[],
  axes: ErrorAxes,
): Html {
  const { steps, smallest, largest } = axes;
  const [first, last] = [steps[0] ?? 1, steps.at(-1) ?? 1];
  const [bottom, top] = [smallest / 1.6, largest * (largest / smallest) ** 0.06 * 1.6];
  const line = { x: 'steps', y: 'error' } as const;
  const color = own.verdict === 'fails' ? 'var(--fails)' : 'var(--series-0)';
  const drawn = chart(`errors of ${own.solver} against steps: ${own.claim}`, {
    width: 200,
    height: 170,
    marginLeft: 44,
    marginRight: 10,
    marginTop: 8,
    marginBottom: 24,
    x: {
      type: 'log',
      label: null,
      domain: [first / 1.15, last * 1.15],
      ticks: [...steps],
      tickFormat: (n: number) => String(n),
    },
    y: {
      type: 'log',
      label: null,
      domain: [bottom, top],
      ticks: ticksOf(bottom, top),
      tickFormat: powerOfTen,
      grid: true,
    },
    marks: [
      ...others.map((other) =>
        Plot.line(drawable(other), { ...line, stroke: 'var(--data)', strokeOpacity: 0.35 }),
      ),
      Plot.line(
        reference(own, axes).filter(({ error }) => error >= bottom),
        { ...line, stroke: 'var(--soft)', strokeWidth: 1.2, strokeDasharray: '4 3' },
      ),
      Plot.line(drawable(own), { ...line, stroke: color, strokeWidth: 1.8 }),
      Plot.dot(drawable(own), {
        ...line,
        fill: color,
        r: 3.2,
        title: ({ steps: n, error }: ErrorAt) => `${n} steps: ${shortNumber(error)}`,
      }),
    ],
  });
  const verdict = own.verdict === 'holds' ? '' : ` ${own.verdict}`;
  const tone = own.verdict === 'fails' ? 'fails' : 'soft';
  const claimed = isOrder(own.claim)
    ? `order ${own.declared}`
    : `at most ${shortNumber(own.declared)}`;
  return html`<figure>${drawn}<figcaption><b>${own.solver}</b> ${claimed}<span class="${tone}">${verdict}</span><br>seen ${asSeen(own, own.observed)} [${own.interval.map((end) => asSeen(own, end)).join(', ')}]</figcaption></figure>`;
}
