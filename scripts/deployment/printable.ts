/** Control characters, and those that change the direction of what follows or are not seen at all. */
// eslint-disable-next-line no-control-regex -- these are the characters that are to go
const unprintable = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g;

/**
 * A text of a server as it may stand in a terminal or in the log of a pipeline: nothing in it moves the cursor, colours
 * anything or is a command to GitHub Actions or Azure Pipelines. Line ends stay.
 */
export function printable(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(unprintable, ' ')
    .replace(/^(\s*):(?=:)/gm, '$1: ')
    .replace(/##(?=\[|vso\[)/g, '# #');
}
