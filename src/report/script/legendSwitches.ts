/**
 * Entries of a legend become switches: what has the `data-series` of one that is off is not shown, in any chart or picture of the
 * page. Two buttons switch all of them.
 */
export function legendSwitches(): void {
  for (const legend of document.querySelectorAll<HTMLElement>('.legend')) {
    const switches: { readonly button: HTMLButtonElement; readonly series: string }[] = [];
    const set = (which: (typeof switches)[number], isOn: boolean): void => {
      which.button.setAttribute('aria-pressed', String(isOn));
      for (const drawn of document.querySelectorAll('main [data-series]')) {
        if (drawn.getAttribute('data-series') !== which.series || legend.contains(drawn)) continue;
        drawn.classList.toggle('off', !isOn);
      }
    };
    for (const entry of legend.querySelectorAll<HTMLElement>('li[data-series]')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...entry.childNodes);
      button.setAttribute('aria-pressed', 'true');
      entry.append(button);
      const own = { button, series: entry.dataset.series ?? '' };
      switches.push(own);
      button.addEventListener('click', () => {
        set(own, button.getAttribute('aria-pressed') !== 'true');
      });
    }
    const both = document.createElement('li');
    for (const [name, isOn] of [
      ['all', true],
      ['none', false],
    ] as const) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'plain';
      button.textContent = name;
      button.addEventListener('click', () => {
        for (const each of switches) set(each, isOn);
      });
      both.append(button);
    }
    legend.append(both);
  }
}
