import type { FilePlace, FileRule } from '../findings';
import { certification, layout } from '../rules/rule';

const mostBytes = 1_000_000;

function place(message: string): FilePlace[] {
  return [{ message }];
}

function placeIn(line: number, message: string): FilePlace[] {
  return [{ line, message }];
}

function lineOf(text: string, isWrong: (line: string) => boolean): number | undefined {
  const index = text.split('\n').findIndex(isWrong);
  return index < 0 ? undefined : index + 1;
}

/** Rules over the text of a definition. Source: the coding standards for connectors; the names are ours. */
export const textRules: readonly FileRule<string>[] = [
  {
    ...certification,
    name: 'DefinitionTooLarge',
    check: (text) =>
      Buffer.byteLength(text) > mostBytes ? place('The definition is larger than 1 MB.') : [],
  },
  {
    ...layout,
    name: 'IndentationNotFourSpaces',
    check: (text) => {
      const line = lineOf(
        text,
        (candidate) => /^\t/.test(candidate) || (/^ */.exec(candidate)?.[0].length ?? 0) % 4 !== 0,
      );
      return line === undefined ? [] : placeIn(line, `Line ${line} is not indented by four spaces a level.`);
    },
  },
  {
    ...layout,
    name: 'TrailingBlanks',
    check: (text) => {
      const line = lineOf(text, (candidate) => /[ \t]\r?$/.test(candidate));
      return line === undefined ? [] : placeIn(line, `Line ${line} ends with blanks.`);
    },
  },
];
