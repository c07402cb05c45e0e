/**
 * Charts that are drawn on two scales, in elements that say which by `data-scale`, show one of them: a button for each stands in the
 * place that `data-scales` marks.
 */
export function scaleSwitch(): void {
  const drawn = [...document.querySelectorAll<HTMLElement>('[data-scale]')];
  const places = document.querySelectorAll<HTMLElement>('[data-scales]');
  const names = [...new Set(drawn.map(({ dataset }) => dataset.scale ?? ''))];
  const buttons: HTMLButtonElement[] = [];
  const show = (name: string): void => {
    for (const each of drawn) each.hidden = each.dataset.scale !== name;
    for (const button of buttons) {
      button.setAttribute('aria-pressed', String(button.dataset.shows === name));
    }
  };
  for (const place of places) {
    place.setAttribute('role', 'group');
    place.setAttribute('aria-label', 'scale of the vertical axis');
    for (const name of names) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'plain';
      button.dataset.shows = name;
      button.textContent = name;
      button.addEventListener('click', () => show(name));
      buttons.push(button);
      place.append(button);
    }
  }
  const [first] = names;
  if (first !== undefined) show(first);
}
