import { sampleSegments } from '../../../../emulator/sample-data';
import { recordId } from '../../../../segments';
import { freshSegment, oneGroup } from '../fresh-segment';
import { newsletter, type ControlState } from './control-state';

const { madrid } = sampleSegments;

/** The groups, and what becomes of them. */
export const groupsStates: readonly ControlState[] = [
  {
    name: 'empty-group',
    record: newsletter,
    reach: (control) => control.showGroup('Webinar guests (to be filled)'),
  },
  {
    name: 'no-groups',
    record: { definition: madrid.definitionId },
    reach: (control) => control.root.getByText('There are no groups yet.').waitFor(),
  },
  {
    name: 'new-group',
    record: newsletter,
    async reach(control) {
      await control.button('Add group').click();
      await control.root.getByRole('textbox', { name: 'Name' }).fill('Trade fair visitors');
    },
  },
  {
    name: 'unsaved-group',
    record: newsletter,
    async reach(control) {
      await control.button('Add group').click();
      await control.root.getByRole('textbox', { name: 'Name' }).fill('Trade fair visitors');
      await control.button('Add').click();
      await control.root.getByText('New, not saved').waitFor();
    },
  },
  {
    name: 'delete-group',
    record: newsletter,
    async reach(control) {
      await control.button('Delete group Event sign-ups').click();
      await control.page.locator('.ms-Dialog-main').waitFor();
    },
  },
  {
    name: 'deleted-group',
    record: newsletter,
    async reach(control) {
      await control.button('Delete group Event sign-ups').click();
      await control.page.locator('.ms-Dialog-main').getByRole('button', { name: 'Delete' }).click();
      await control.button('Undo').waitFor();
    },
  },
  {
    name: 'compare-groups',
    record: newsletter,
    async reach(control) {
      await control.grid.getByText('@').first().waitFor();
      await control.button('Compare groups').click();
      await control.root.getByRole('table').waitFor();
    },
  },
  {
    name: 'conflict',
    expects: /412/,
    record: (environment) => ({ segment: freshSegment(environment, oneGroup('Guests')).segment }),
    async reach(control, { page }, { dataverse }) {
      await control.button('Edit group Guests').click();
      await control.root.getByRole('textbox', { name: 'Name' }).fill('Speakers');
      await control.button('Apply').click();
      const segment = new URL(page.url()).searchParams.get('id') ?? '';
      const definitionId = dataverse.store.retrieve('msdynmkt_segment', recordId(segment))?.[
        'msdynmkt_sourcesegmentuid'
      ];
      dataverse.store.update('msdynmkt_segmentdefinition', recordId(String(definitionId)), {
        msdynmkt_staticlistmembers: String(
          dataverse.store.retrieve('msdynmkt_segmentdefinition', recordId(String(definitionId)))?.[
            'msdynmkt_staticlistmembers'
          ],
        ).replace('Guests', 'Guests of the press'),
      });
      await control.button(/^Save groups/).click();
      await page.locator('.ms-Dialog-main').getByText('Guests of the press').waitFor();
    },
  },
  {
    name: 'malformed-groups',
    record: (environment) => ({ definition: freshSegment(environment, '[{"groupId": }]').definition }),
    reach: (control) => control.root.getByText(/^The groups of this segment cannot be read/).waitFor(),
  },
];
