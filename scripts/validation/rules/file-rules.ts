import type { Place, Rule } from '../rule';

const mostBytes = 1_000_000;

function place(message: string): Place[] {
  return [{ pointer: '', message }];
}

function lineOf(text: string, isWrong: (line: string) => boolean): number | undefined {
  const index = text.split('\n').findIndex(isWrong);
  return index < 0 ? undefined : index + 1;
}

/** The order of a definition's parts that certification asks for. */
const order = [
  'swagger',
  'info',
  'host',
  'basePath',
  'schemes',
  'consumes',
  'produces',
  'paths',
  'definitions',
  'parameters',
];

/** Rules over the text of a definition. Source: the coding standards for connectors; the names are ours. */
export const fileRules: readonly Rule<string>[] = [
  {
    name: 'DefinitionTooLarge',
    check: (text) =>
      Buffer.byteLength(text) > mostBytes ? place('The definition is larger than 1 MB.') : [],
  },
  {
    name: 'IndentationNotFourSpaces',
    check: (text) => {
      const line = lineOf(
        text,
        (candidate) => /^\t/.test(candidate) || (/^ */.exec(candidate)?.[0].length ?? 0) % 4 !== 0,
      );
      return line === undefined ? [] : place(`Line ${line} is not indented by four spaces a level.`);
    },
  },
  {
    name: 'TrailingBlanks',
    check: (text) => {
      const line = lineOf(text, (candidate) => /[ \t]\r?$/.test(candidate));
      return line === undefined ? [] : place(`Line ${line} ends with blanks.`);
    },
  },
  {
    name: 'PartsOutOfOrder',
    check: (text) => {
      const parts = Object.keys(JSON.parse(text) as object).filter((part) => order.includes(part));
      const sorted = [...parts].sort((one, other) => order.indexOf(one) - order.indexOf(other));
      return parts.join() === sorted.join()
        ? []
        : place(`The parts must stand in the order ${sorted.join(', ')}.`);
    },
  },
];
