import { axeFindings } from './axe';
import { startFormEnvironment, type FormEnvironment } from './form-environment';
import { hasScreenshot, takeScreenshot } from './screenshot';
import { controlStates, openState } from './states';

let environment: FormEnvironment;

beforeAll(async () => {
  environment = await startFormEnvironment();
});

afterAll(() => environment.close());

describe('axe finds nothing', () => {
  it.each(controlStates)(
    'in the state $name',
    async (state) => {
      const { page, noise } = await openState(environment, state);
      await takeScreenshot(page, state.name);
      expect(await axeFindings(page)).toEqual([]);
      expect(noise.filter((line) => !state.expects?.test(line))).toEqual([]);
      await page.context().close();
    },
    90_000,
  );
});

describe('the documentation', () => {
  it('has a picture of every state', () => {
    expect(controlStates.map(({ name }) => name).filter((name) => !hasScreenshot(name))).toEqual([]);
  });
});
