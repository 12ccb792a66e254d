import { sampleContactId } from '../../../emulator/sample-data';
import type { ControlPage } from './control-page';

export const contacts = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => sampleContactId(first + index));

/** What people do with a list on the form, step by step. */
export class ListSteps {
  constructor(private readonly control: ControlPage) {}

  async checkAndStart(start: string | RegExp): Promise<void> {
    await this.control.button('Check list').click();
    await this.control.button(start).click();
    await this.finish();
  }

  async finish(): Promise<void> {
    await this.control.root.getByText('Done', { exact: true }).waitFor();
    await this.control.button('Close').click();
  }

  /** Adds the first people of the sample to a group that is empty. */
  async addFirst(count: number): Promise<void> {
    await this.control.chooseFile('list.csv', contacts(0, count).join('\n'));
    await this.checkAndStart(`Add (${count})`);
    await this.control.root.getByText(`${count} of 200,000`).waitFor();
  }
}
