import { launchBrowser } from '../../../tests/browser/testing/browser';
import { startFormEnvironment } from '../../../tests/browser/testing/form-environment';
import { packSolutions } from '../../packing';
import { measureAdding, measureTroubledAdding } from './adding';
import { measureArranging } from './arranging';
import { measureBundle } from './bundle';
import { measureComparing } from './comparing';
import { measureMatching } from './matching';
import type { MeasuredPart } from './measures';
import { measureLargeGroup } from './opening';

export { isKept, printedMeasures, type MeasuredPart } from './measures';

export const partNames = ['arranging', 'bundle', 'comparing', 'group', 'lists'] as const;
export type PartName = (typeof partNames)[number];

/** Builds and packs the control, and measures it in Chromium on the local Dataverse with 210,000 contacts. */
export async function measureControl(
  root: string,
  wanted: readonly PartName[],
  say: (line: string) => void,
): Promise<readonly MeasuredPart[]> {
  await packSolutions({ root, say });
  const parts: MeasuredPart[] = wanted.includes('bundle') ? [await measureBundle(root)] : [];
  if (wanted.includes('comparing')) {
    const browser = await launchBrowser();
    parts.push(await measureComparing(browser, root).finally(() => browser.close()));
  }
  if (!['arranging', 'group', 'lists'].some((part) => wanted.includes(part as PartName))) return parts;
  say('Starting the local Dataverse with 210,000 contacts ...');
  const environment = await startFormEnvironment({ sampleData: 'large' });
  try {
    if (wanted.includes('arranging')) {
      say('Sorting a group of 200,000 ...');
      parts.push(await measureArranging(environment));
    }
    if (wanted.includes('group')) parts.push(await measureLargeGroup(environment, root, say));
    if (wanted.includes('lists')) {
      say('Matching and adding lists of 200,000 ...');
      for (const measure of [measureMatching, measureAdding, measureTroubledAdding]) {
        parts.push(await measure(environment));
      }
    }
  } finally {
    await environment.close();
  }
  return parts;
}
