/**
 * Points of charts by keyboard: each chart is one stop of the tab key; arrows to the sides go from point to point, up and down to the
 * nearest point of the series before or after.
 */
export function pointKeys(): void {
  const across = (point: Element): number => {
    const { left, width } = point.getBoundingClientRect();
    return left + width / 2;
  };
  const seriesOf = (point: Element): string | null =>
    point.closest('[data-series]')?.getAttribute('data-series') ?? null;
  for (const chart of document.querySelectorAll('figure svg')) {
    const shown = (): SVGElement[] =>
      [...chart.querySelectorAll<SVGElement>('.point')].filter(
        (point) => point.getClientRects().length > 0,
      );
    const stopAt = (stop: Element | undefined): void => {
      for (const point of chart.querySelectorAll('.point')) {
        point.setAttribute('tabindex', point === stop ? '0' : '-1');
      }
    };
    const neighbour = (point: SVGElement, key: string): SVGElement | undefined => {
      const all = shown();
      const at = all.indexOf(point);
      if (key === 'ArrowRight') return all[at + 1];
      if (key === 'ArrowLeft') return all[at - 1];
      const series = [...new Set(all.map(seriesOf))];
      const next = series[series.indexOf(seriesOf(point)) + (key === 'ArrowDown' ? 1 : -1)];
      const away = (other: Element): number => Math.abs(across(other) - across(point));
      return all
        .filter((other) => next !== undefined && seriesOf(other) === next)
        .sort((a, b) => away(a) - away(b))[0];
    };
    stopAt(shown()[0]);
    // what is shown changes by buttons
    document.addEventListener('click', () => stopAt(shown()[0]));
    chart.addEventListener('keydown', (event) => {
      const { target } = event;
      if (!(event instanceof KeyboardEvent) || !(target instanceof SVGElement)) return;
      if (!event.key.startsWith('Arrow')) return;
      event.preventDefault();
      const next = neighbour(target, event.key);
      if (next === undefined) return;
      stopAt(next);
      next.focus();
    });
  }
}
