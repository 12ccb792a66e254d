/** @jest-environment jsdom */
import { keepFocus } from './keep-focus';

let root: HTMLElement;
let end: () => void;

beforeEach(() => {
  document.body.innerHTML = `<div id="root"><section id="a"><h3 class="sgm-title" tabindex="-1">A</h3><button id="x">x</button></section>
    <section id="b"><ul><li><button id="y">y</button></li><li><button id="z">z</button></li></ul></section></div>
    <button id="outside">o</button>`;
  root = element('root');
  end = keepFocus(root);
});

afterEach(() => end());

const element = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('the focus', () => {
  it('goes to the heading of its section when what it was on is taken away', async () => {
    element('x').focus();
    element('x').remove();
    await settled();
    expect(document.activeElement?.textContent).toBe('A');
  });

  it('goes to the next thing that can have it where there is no heading', async () => {
    element('y').focus();
    element('y').parentElement?.remove();
    await settled();
    expect(document.activeElement?.id).toBe('z');
  });

  it('goes to the neighbour in a list, also when a dialog has had it meanwhile', async () => {
    element('y').focus();
    const dialog = document.body.appendChild(document.createElement('button'));
    dialog.focus();
    element('y').parentElement?.remove();
    await settled();
    expect(document.activeElement).toBe(dialog);
    dialog.remove();
    await settled();
    expect(document.activeElement?.id).toBe('z');
  });

  it('stays where somebody who knows better has put it', async () => {
    element('y').focus();
    element('y').remove();
    element('outside').focus();
    await settled();
    expect(document.activeElement?.id).toBe('outside');
  });

  it('is left alone when other elements are taken away', async () => {
    element('y').focus();
    element('z').remove();
    await settled();
    expect(document.activeElement?.id).toBe('y');
  });
});
