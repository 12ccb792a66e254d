/**
 * Whether the tests of the browser take their full form (`npm run test:browser`): every behaviour, every state in every
 * look, a hundred rounds. `npm test` takes the short one, to stay below its limit.
 */
export const isFullForm = process.env['FULL_FORM'] === '1';

/** A test that only the full form has; another test of `npm test` goes most of its way. */
export const itInFullForm: typeof it = isFullForm ? it : Object.assign(() => undefined, it);
