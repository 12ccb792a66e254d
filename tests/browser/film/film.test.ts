import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { ControlPage } from '../testing/control-page';
import { startFormEnvironment } from '../testing/form-environment';
import { freshSegment, oneGroup } from '../testing/fresh-segment';
import { FilmStrip } from './testing/film-strip';
import { messyList } from './testing/messy-list';
import { drawPointer, pointAt } from './testing/pointer';

const root = join(__dirname, '..', '..', '..');
const file = join(root, 'docs', 'images', 'film.gif');

/** `UPDATE_FILM=1 npx jest tests/browser/film` takes it again: minutes, as 200,000 people are added. */
const isTaken = process.env['UPDATE_FILM'] === '1';

if (isTaken) {
  test('the film is taken', async () => {
    const film = await filmed();
    expect(film.milliseconds).toBeGreaterThan(8000);
    expect(film.milliseconds).toBeLessThan(16_000);
    writeFileSync(file, film.gif());
  }, 900_000);
}

test('README begins with a film of less than 2 MB', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  expect(readme.match(/!\[[^\]]+\]\(([^)]+)\)/)?.[1]).toBe('docs/images/film.gif');
  expect(statSync(file).size).toBeLessThan(2_000_000);
});

test('the film moves, and begins again when it has ended', () => {
  const gif = readFileSync(file).toString('latin1');
  expect(gif.slice(0, 6)).toBe('GIF89a');
  // What every picture of an animation begins with.
  expect(gif.split('!\xf9\x04').length).toBeGreaterThan(10);
  expect(gif).toContain('NETSCAPE2.0');
});

/** A messy list is dropped, checked by name, 200,000 are added, and undone. */
async function filmed(): Promise<FilmStrip> {
  const environment = await startFormEnvironment({ sampleData: 'large' });
  try {
    const list = messyList(environment.dataverse);
    const { definition } = freshSegment(environment, oneGroup('Autumn fair'));
    const { page } = await environment.open({ definition }, '', { viewport: { width: 1120, height: 860 } });
    page.setDefaultTimeout(300_000);
    const control = new ControlPage(page);
    const film = new FilmStrip();
    const shoot = async (milliseconds: number): Promise<void> =>
      film.add(await page.screenshot({ animations: 'disabled', caret: 'hide' }), milliseconds);
    const click = async (target: Locator): Promise<void> => {
      await pointAt(target);
      await shoot(500);
      await target.click();
    };

    // Calls take as long as over a network.
    await page.route(/msdynmkt_(Add|Remove)StaticMembers/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.continue();
    });
    await drawPointer(page);
    await shoot(900);
    await click(control.button('Add members').first());
    await shoot(700);
    await control.chooseFile('Autumn fair sign-ups.csv', list);
    await control.button('Check list').waitFor();
    await shoot(1300);
    await click(control.button('Check list'));
    await control.button(/^Add \(/).waitFor();
    await shoot(1300);
    for (const name of ['Not found', 'Not valid']) {
      await click(control.tab(name));
      await shoot(800);
    }
    await click(control.button(/^Add \(/));
    // The report offers it; while members come in or go out it is not there.
    const undo = control.button(/^Undo \(/).first();
    const watchUntilDone = async (): Promise<void> => {
      await undo.waitFor({ state: 'hidden' });
      for (let picture = 0; picture < 5 && !(await undo.isVisible()); picture += 1) {
        await shoot(250);
        await page.waitForTimeout(1500);
      }
      await undo.waitFor();
      await shoot(1300);
    };
    await watchUntilDone();
    await click(undo);
    await watchUntilDone();
    return film;
  } finally {
    await environment.close();
  }
}
