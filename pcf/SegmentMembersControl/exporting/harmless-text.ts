/** Characters that begin a formula, in every width that spreadsheets know them. */
const beginners = '=+\\-@＝＋－＠﹦﹢﹣﹫−';

/** Characters that nobody sees and that programs drop when they read. */
const unseen = '\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff';

/** Characters at which a program may end a cell: blanks of all kinds, separators, quotes. */
const ends = '\\s\\u0085,;:|^~"\'`“”„‟‘’‚‛«»‹›、，；：｜＂＇';

const atStart = new RegExp(`^[${unseen}]*[${beginners}]`);
const within = new RegExp(`([${ends}])([${unseen}]*)(?=[${beginners}])`, 'g');

// eslint-disable-next-line no-control-regex -- control characters are what it is about
const controls = /[\0-\x08\x0e-\x1f\x7f]/g;

/**
 * A text that no spreadsheet runs, wherever the spreadsheet believes that a cell begins in it: at the text's start, or
 * behind a separator, a quote, a blank or a line end. An apostrophe goes in front of what would begin a formula, inside
 * the text a typographic one, as programs may take the other for a quote. Control characters are dropped.
 *
 * @param mark - the apostrophe at the start; `"` around the text have to keep a plain one from being taken for a quote.
 */
export function harmlessText(text: string, mark: "'" | '’' = "'"): string {
  const seen = text.replace(controls, '');
  const guarded = seen.replace(within, '$1$2’');
  return atStart.test(guarded) ? mark + guarded : guarded;
}
