/** A number in three significant digits, in powers of ten below 0.01 and from 10,000 up. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 0.01 && size < 1e4) return String(Number(value.toPrecision(3)));
  const [digits = '', power = ''] = value.toExponential(1).split('e');
  return `${digits}×10${[...String(Number(power))].map((c) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(c)]).join('')}`;
}

/** A number in one decimal, for labels; infinity is a sign. */
export function oneDecimal(value: number): string {
  const size = Number.isFinite(value) ? Math.abs(value).toFixed(1) : '∞';
  return value < 0 && size !== '0.0' ? `−${size}` : size;
}

/** A power of ten as 10 with its exponent, from 0.001 down and from 10,000 up; other numbers as they are. */
export function powerOfTen(value: number): string {
  const written = shortNumber(value);
  return written.replace(/^1\.0×/, '');
}

/** A value and its standard error, with the digits that the error leaves. */
export function withError({
  value,
  error,
}: {
  readonly value: number;
  readonly error: number;
}): string {
  if (!(error > 0) || !Number.isFinite(value)) return shortNumber(value);
  const places = Math.max(0, Math.min(8, 1 - Math.floor(Math.log10(error))));
  return `${value.toFixed(places)} ± ${error.toFixed(places)}`;
}

/** Powers of ten between two numbers, both included. */
export function powers(from: number, to: number): number[] {
  const [low, high] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(to))];
  return Array.from({ length: Math.max(high - low + 1, 1) }, (_, i) => 10 ** (low + i));
}
