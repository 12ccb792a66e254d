/**
 * Whether the long tests of the browser take their full form (`FULL_FORM=1`): every state in every look, a hundred
 * rounds. `npm test` takes the short one, to stay below its limit.
 */
export const isFullForm = process.env['FULL_FORM'] === '1';
