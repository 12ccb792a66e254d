import type { Locator, Page } from 'playwright-core';

/** The control on a page, by what a person sees and a screen reader says. English texts unless told otherwise. */
export class ControlPage {
  readonly root: Locator;
  readonly grid: Locator;

  constructor(
    readonly page: Page,
    nth = 0,
  ) {
    this.root = page.locator('.control-container').nth(nth);
    this.grid = this.root.getByRole('grid');
  }

  /** The button that shows a group, with its type and count in it. */
  group(name: string): Locator {
    return this.root.getByRole('button').filter({ hasText: name });
  }

  /** Chooses a group and waits for its list. */
  async showGroup(name: string): Promise<void> {
    await this.group(name).first().click();
    await this.root.getByRole('region', { name: `Members of ${name}` }).waitFor();
  }

  /** Rows of the grid that are on the page, without the headings. */
  rows(): Locator {
    return this.grid.locator('[role=row][aria-selected]');
  }

  button(name: string | RegExp): Locator {
    return this.root.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** Texts of a row's cells, from 1 for the first member. */
  async cells(row: number): Promise<readonly string[]> {
    const texts = await this.grid
      .locator(`[role=row][aria-rowindex="${row + 1}"] [role=gridcell]`)
      .allTextContents();
    return texts.map((text) => text.trim());
  }

  /** The tab of the check with this name, whatever its count. */
  tab(name: string): Locator {
    return this.root.getByRole('tab', { name: new RegExp(`^${name} `) });
  }

  /** How many lines of the list are under a tab of the check; there is no tab for none. */
  async linesUnder(name: string): Promise<string> {
    const tab = this.tab(name);
    return (await tab.count()) === 0 ? '0' : ((await tab.locator('.sgm-count').textContent()) ?? '');
  }

  /** Exports the group with all its columns. */
  async exportGroup(): Promise<void> {
    await this.button('Export').click();
    await this.root
      .getByRole('group', { name: 'Columns to export' })
      .getByRole('button', { name: 'Export' })
      .click();
  }

  /** Gives a file to the control as if it had been chosen. */
  async chooseFile(name: string, content: string | Buffer, mimeType = 'text/csv'): Promise<void> {
    await this.root
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType, buffer: Buffer.from(content) });
  }
}
