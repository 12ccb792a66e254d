import type { Page } from 'playwright-core';
import { isFullForm } from '../testing/full-form';
import { axeFindings } from './testing/axe';
import { startFormEnvironment, type FormEnvironment } from './testing/form-environment';
import { hasScreenshot, isTakingPictures, takeScreenshot } from './testing/screenshot';
import { controlStates, openState, type ControlState } from './testing/states';

let environment: FormEnvironment;

beforeAll(async () => {
  environment = await startFormEnvironment();
});

afterAll(() => environment.close());

/** What axe finds of contrast and names in forced colours, on the page as it is. */
async function findingsInForcedColours(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ forcedColors: 'active' });
  return axeFindings(page);
}

async function findingsIn(state: ControlState, more: string): Promise<readonly string[]> {
  const { page, noise } = await openState(environment, state, more);
  const isLight = more === '';
  if (isLight) await takeScreenshot(page, state.name);
  const found = [...(await axeFindings(page))];
  if (hasEveryLook && isLight) found.push(...(await findingsInForcedColours(page)));
  found.push(...noise.filter((line) => !state.expects?.test(line)));
  await page.context().close();
  return found;
}

/** The full form looks at every state in light, dark and forced colours; the short one at every fourth, light and dark in turn. */
const hasEveryLook = isFullForm || isTakingPictures;
const darkTheme = '&theme=dark';

describe('axe finds nothing', () => {
  const tried = controlStates
    .map((state, place) => ({ name: state.name, state, place }))
    .filter(({ place }) => hasEveryLook || place % 4 === 0);
  it.each(tried)(
    'in the state $name',
    async ({ state, place }) => {
      const looks = hasEveryLook ? ['', darkTheme] : [place % 8 === 0 ? '' : darkTheme];
      for (const look of looks) {
        expect({ look, found: await findingsIn(state, look) }).toEqual({ look, found: [] });
      }
    },
    120_000,
  );
});

describe('the documentation', () => {
  it('has a picture of every state', () => {
    expect(controlStates.map(({ name }) => name).filter((name) => !hasScreenshot(name))).toEqual([]);
  });
});
