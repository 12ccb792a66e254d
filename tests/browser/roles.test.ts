import { readFileSync } from 'node:fs';
import { sampleSegments } from '../../emulator/sample-data';
import { ControlPage } from './testing/control-page';
import { startFormEnvironment, type FormEnvironment } from './testing/form-environment';

const { newsletter } = sampleSegments;
let environment: FormEnvironment;

beforeAll(async () => {
  environment = await startFormEnvironment({ auth: true });
});

afterAll(() => environment.close());

describe('a reader', () => {
  it('looks at everything and exports it, changes nothing, and is told why', async () => {
    const { page, noise } = await environment.open({ definition: newsletter.definitionId }, '', {
      as: 'Reader',
    });
    const control = new ControlPage(page);
    await control.grid.getByText('@').first().waitFor();
    await control.root.getByText(/^Read-only: your security roles do not let you change/).waitFor();
    for (const name of ['Add members', 'Add group', 'Publish', 'Remove']) {
      expect({ name, count: await control.button(name).count() }).toEqual({ name, count: 0 });
    }
    await control.root.getByRole('searchbox').fill('a');
    await page.keyboard.press('Enter');
    await control.root.getByText(/^Found in this group: /).waitFor();
    const download = page.waitForEvent('download');
    await control.exportGroup();
    const lines = readFileSync(await (await download).path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines.length).toBe(1 + 1240);
    expect(noise).toEqual([]);
  });
});

describe('a marketing user', () => {
  it('may change what is on the form', async () => {
    const { page } = await environment.open({ definition: newsletter.definitionId }, '', {
      as: 'Marketing user',
    });
    const control = new ControlPage(page);
    await control.button('Add members').waitFor();
    await control.button('Add group').waitFor();
  });
});
