import { escapeXml } from '../../../markup/escape';
import type { Row, RowValue } from '../../store';
import type { Filter } from './random-filter';

/** The same filter in two ways that know nothing of SQL: as FetchXML, and evaluated row by row. */

const spelled = (value: RowValue): string =>
  escapeXml(typeof value === 'boolean' ? (value ? '1' : '0') : String(value));

/** A filter as FetchXML. */
export function written(filter: Filter): string {
  switch (filter.kind) {
    case 'condition': {
      const start = `<condition attribute="${filter.column}" operator="${filter.operator}"`;
      const [only] = filter.values;
      const isList = /in$|between$/.test(filter.operator) && !/begin/.test(filter.operator);
      if (only === undefined) return `${start}/>`;
      if (!isList) return `${start} value="${spelled(only)}"/>`;
      return `${start}>${filter.values.map((value) => `<value>${spelled(value)}</value>`).join('')}</condition>`;
    }
    case 'employees':
      return `<filter><link-entity name="contact" from="parentcustomerid" to="accountid" link-type="${filter.link}"><filter>${written(filter.filter)}</filter></link-entity></filter>`;
    case 'and':
    case 'or':
      return `<filter type="${filter.kind}">${filter.parts.map(written).join('')}</filter>`;
  }
}

/** The regular expression of a pattern with % _ [a-z] and [^a-z]. */
function expressionOf(pattern: string): RegExp {
  let source = '';
  const characters = [...pattern];
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    const end = character === '[' ? characters.indexOf(']', index + 2) : -1;
    if (end > 0) {
      source += set(characters.slice(index + 1, end));
      index = end;
    } else if (character === '%') source += '[^]*';
    else if (character === '_') source += '[^]';
    else source += literal(character);
  }
  return new RegExp(`^${source}$`, 'iu');
}

function literal(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}

function set(members: readonly string[]): string {
  const negated = members[0] === '^' && members.length > 1;
  const inside = negated ? members.slice(1) : members;
  return `[${negated ? '^' : ''}${inside.map((member) => (member === '-' ? '-' : literal(member))).join('')}]`;
}

const folded = (value: RowValue): RowValue => (typeof value === 'string' ? value.toLowerCase() : value);

/** Whether a condition without `not` in it holds for a value; nothing but `null` holds where there is no value. */
function meets(operator: string, value: RowValue, values: readonly RowValue[]): boolean {
  if (operator === 'null') return value === null;
  if (value === null) return false;
  const [first = null, second = null] = values.map(folded);
  const at = folded(value) as string | number | boolean;
  const text = String(values[0]);
  switch (operator) {
    case 'eq':
    case 'on':
      return at === first;
    case 'gt':
      return first !== null && at > first;
    case 'ge':
    case 'on-or-after':
      return first !== null && at >= first;
    case 'lt':
      return first !== null && at < first;
    case 'le':
    case 'on-or-before':
      return first !== null && at <= first;
    case 'in':
      return values.some((candidate) => folded(candidate) === at);
    case 'between':
      return first !== null && second !== null && at >= first && at <= second;
    case 'today':
      return at === '2026-05-20';
    case 'yesterday':
      return at === '2026-05-19';
    case 'like':
      return expressionOf(text).test(String(value));
    case 'begins-with':
      return expressionOf(`${text}%`).test(String(value));
    case 'ends-with':
      return expressionOf(`%${text}`).test(String(value));
    default:
      throw new Error(`The test does not know ${operator}.`);
  }
}

const opposites: Readonly<Record<string, string>> = {
  ne: 'eq',
  neq: 'eq',
  'not-null': 'null',
  'not-in': 'in',
  'not-between': 'between',
  'not-like': 'like',
  'not-begin-with': 'begins-with',
  'not-end-with': 'ends-with',
};

/** Whether a company with these employees meets a filter, as Dataverse sees it. */
export function holds(filter: Filter, row: Row, employees: readonly Row[]): boolean {
  switch (filter.kind) {
    case 'condition': {
      const value = row[filter.column] ?? null;
      const opposite = opposites[filter.operator];
      return opposite === undefined
        ? meets(filter.operator, value, filter.values)
        : !meets(opposite, value, filter.values);
    }
    case 'and':
      return filter.parts.every((part) => holds(part, row, employees));
    case 'or':
      return filter.parts.length === 0 || filter.parts.some((part) => holds(part, row, employees));
    case 'employees': {
      const some = employees.some((employee) => holds(filter.filter, employee, []));
      if (filter.link === 'not any') return !some;
      return filter.link === 'all' ? employees.length > 0 && !some : some;
    }
  }
}
