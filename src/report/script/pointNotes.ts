/**
 * Points of charts, which are marks with a title, tell it beneath the pointer, touched, and when they have the focus. Each becomes a
 * picture with a name for those who cannot see it.
 */
export function pointNotes(): void {
  const note = document.createElement('div');
  note.className = 'note';
  note.setAttribute('aria-hidden', 'true');
  note.hidden = true;
  document.body.append(note);
  /** How far from a point, in pixels, it is meant. */
  const near = 24;
  let told: Element | undefined;
  const hide = (): void => {
    note.hidden = true;
    told?.classList.remove('told');
    told = undefined;
  };
  const middle = (point: Element): readonly [number, number] => {
    const { left, top, width, height } = point.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  };
  const tell = (point: Element): void => {
    hide();
    told = point;
    point.classList.add('told');
    note.textContent = point.getAttribute('aria-label');
    note.hidden = false;
    const [x, y] = middle(point);
    const { offsetWidth: width, offsetHeight: height } = note;
    const room = document.documentElement.clientWidth - width - 4;
    note.style.left = `${Math.max(4, Math.min(x - width / 2, room)) + window.scrollX}px`;
    note.style.top = `${(y > height + 16 ? y - height - 12 : y + 14) + window.scrollY}px`;
  };
  for (const chart of document.querySelectorAll('figure svg')) {
    const points: Element[] = [];
    for (const title of chart.querySelectorAll('title')) {
      const point = title.parentElement;
      if (point === null) continue;
      point.classList.add('point');
      point.setAttribute('role', 'img');
      point.setAttribute('aria-label', title.textContent ?? '');
      point.setAttribute('tabindex', '-1');
      title.remove();
      points.push(point);
    }
    if (points.length === 0) continue;
    chart.setAttribute('role', 'group');
    const pointed = ({ clientX, clientY }: { clientX: number; clientY: number }): void => {
      let closest: Element | undefined;
      let least = near;
      for (const point of points) {
        if (point.getClientRects().length === 0) continue;
        const [x, y] = middle(point);
        const distance = Math.hypot(x - clientX, y - clientY);
        if (distance < least) [closest, least] = [point, distance];
      }
      if (closest === undefined) hide();
      else if (closest !== told) tell(closest);
    };
    for (const event of ['pointermove', 'pointerdown'] as const) {
      chart.addEventListener(event, (given) => {
        if (given instanceof PointerEvent) pointed(given);
      });
    }
    chart.addEventListener('pointerleave', hide);
    chart.addEventListener('focusin', ({ target }) => {
      if (target instanceof Element && points.includes(target)) tell(target);
    });
    chart.addEventListener('focusout', hide);
  }
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
}
