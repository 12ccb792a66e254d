import { interactionTables } from './interaction-tables';

describe('the tables of what people did', () => {
  it('bear the names that queries use', () => {
    expect(interactionTables.map(({ logicalName, label }) => `${logicalName} ${label}`)).toEqual([
      'msdynmkt_emaildelivered Email delivered',
      'msdynmkt_emailopened Email opened',
      'msdynmkt_emailclicked Email clicked',
      'emaildelivered EmailDelivered',
      'emailopened EmailOpened',
      'emailclicked EmailClicked',
      'redirectlinkclicked RedirectLinkClicked',
    ]);
    for (const { label, collectionLabel, ownership } of interactionTables) {
      expect({ collectionLabel, ownership }).toEqual({
        collectionLabel: `${label} interactions`,
        ownership: 'organization',
      });
    }
  });

  const columnsOf = (name: string): readonly string[] =>
    interactionTables
      .find(({ logicalName }) => logicalName === name)
      ?.columns.map((column) => `${column.name} ${column.type} ${column.label}`) ?? [];

  it('tell in real time who it was, and what message of which journey', () => {
    expect(columnsOf('msdynmkt_emailopened')).toEqual([
      'msdynmkt_emailopenedid uniqueidentifier Email opened',
      'name string Name',
      'msdynmkt_entityid string Person',
      'msdynmkt_entityid_logicalname string Table of the person',
      'msdynmkt_messagetemplateid string Message',
      'msdynmkt_journeyid string Journey',
    ]);
  });

  it('tell in outbound marketing which e-mail of which campaign, and link to the contact', () => {
    expect(columnsOf('emailclicked')).toEqual([
      'emailclickedid uniqueidentifier EmailClicked',
      'name string Name',
      'emailid string Email',
      'campaignname string Campaign',
      'seconds integer Seconds',
      'contactid lookup Contact',
    ]);
    expect(
      interactionTables.flatMap(({ relationships = [] }) => relationships.map(({ name }) => name)),
    ).toEqual([
      'EmailDelivered_ContactLink',
      'EmailOpened_ContactLink',
      'EmailClicked_ContactLink',
      'RedirectLinkClicked_ContactLink',
    ]);
  });
});
