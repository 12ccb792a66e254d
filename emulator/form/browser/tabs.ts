import { element } from './elements';

export interface TabPart {
  readonly label: string;
  readonly panel: HTMLElement;
}

/** Tabs with their panels, the first one open; arrow keys move between them as the tabs pattern of ARIA says. */
export function tabList(parts: readonly TabPart[]): HTMLElement {
  const tabs = parts.map(({ label, panel }, place) => {
    panel.id = `panel-${place}`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', `tab-${place}`);
    const tab = element('button', { type: 'button', role: 'tab', id: `tab-${place}` }, label);
    tab.setAttribute('aria-controls', panel.id);
    tab.addEventListener('click', () => show(place));
    return tab;
  });
  function show(place: number): void {
    tabs.forEach((tab, index) => {
      tab.setAttribute('aria-selected', String(index === place));
      tab.tabIndex = index === place ? 0 : -1;
    });
    parts.forEach(({ panel }, index) => (panel.hidden = index !== place));
  }
  const list = element('div', { class: 'tabs', role: 'tablist' }, ...tabs);
  list.addEventListener('keydown', ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (step === undefined) return;
    const forward = getComputedStyle(list).direction === 'rtl' ? -step : step;
    const at = tabs.findIndex((tab) => tab === document.activeElement);
    const next = (at + forward + tabs.length) % tabs.length;
    show(next);
    tabs[next]?.focus();
  });
  show(0);
  return list;
}
