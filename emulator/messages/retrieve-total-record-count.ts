import { defineMessage } from './message';

/**
 * How many rows tables have, beyond the 5000 that `$count` tells. Source: "RetrieveTotalRecordCount function"; there
 * the numbers are a snapshot of the last 24 hours, here they are of this moment.
 */
export const retrieveTotalRecordCountMessage = defineMessage({
  name: 'RetrieveTotalRecordCount',
  kind: 'function',
  readOnly: true,
  parameters: [{ name: 'EntityNames', type: 'Collection(Edm.String)' }],
  answer: [{ name: 'EntityRecordCountCollection', type: 'mscrm.EntityRecordCountCollection' }],
  complexTypes: [
    {
      name: 'EntityRecordCountCollection',
      properties: [
        { name: 'Count', type: 'Edm.Int32' },
        { name: 'IsReadOnly', type: 'Edm.Boolean' },
        { name: 'Keys', type: 'Collection(Edm.String)' },
        { name: 'Values', type: 'Collection(Edm.Int64)' },
      ],
    },
  ],
  async handle({ store, signal }, { EntityNames }) {
    const names = EntityNames.map((name) => store.tables.get(name).logicalName);
    const counts = await store.read(async (reader) => {
      const counted: number[] = [];
      for (const table of names) counted.push(await reader.count({ table, select: [] }));
      return counted;
    }, signal);
    return {
      EntityRecordCountCollection: { Count: names.length, IsReadOnly: false, Keys: names, Values: counts },
    };
  },
});
