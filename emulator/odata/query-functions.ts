import { operatorCondition, type Condition, type OperatorEnvironment, type RowValue } from '../store';
import type { Expression } from './expression';
import type { QueryScope } from './query-scope';
import { queryRefused } from './syntax-error';

const PREFIX = 'Microsoft.Dynamics.CRM.';

/** Where FetchXML's name is not the function's own in lower case with hyphens. */
const otherNames: Readonly<Record<string, string>> = {
  Last7Days: 'last-seven-days',
  Next7Days: 'next-seven-days',
  ContainValues: 'contain-values',
  DoesNotContainValues: 'not-contain-values',
  EqualUserId: 'eq-userid',
  NotEqualUserId: 'ne-userid',
  EqualBusinessId: 'eq-businessid',
  NotEqualBusinessId: 'ne-businessid',
  EqualUserLanguage: 'eq-userlanguage',
  EqualUserTeams: 'eq-userteams',
  EqualUserOrUserTeams: 'eq-useroruserteams',
  EqualUserOrUserHierarchy: 'eq-useroruserhierarchy',
  EqualUserOrUserHierarchyAndTeams: 'eq-useroruserhierarchyandteams',
  AboveOrEqual: 'eq-or-above',
  UnderOrEqual: 'eq-or-under',
};

const sameNames = new Set(
  (
    'Above Under NotUnder Between NotBetween In NotIn On OnOrAfter OnOrBefore Today Tomorrow Yesterday ' +
    'LastWeek ThisWeek NextWeek LastMonth ThisMonth NextMonth LastYear ThisYear NextYear ' +
    'LastXHours LastXDays LastXWeeks LastXMonths LastXYears NextXHours NextXDays NextXWeeks NextXMonths NextXYears ' +
    'OlderThanXMinutes OlderThanXHours OlderThanXDays OlderThanXWeeks OlderThanXMonths OlderThanXYears ' +
    'LastFiscalYear ThisFiscalYear NextFiscalYear LastFiscalPeriod ThisFiscalPeriod NextFiscalPeriod ' +
    'LastXFiscalYears NextXFiscalYears LastXFiscalPeriods NextXFiscalPeriods ' +
    'InFiscalYear InFiscalPeriod InFiscalPeriodAndYear InOrBeforeFiscalPeriodAndYear InOrAfterFiscalPeriodAndYear'
  ).split(' '),
);

function operatorOf(name: string): string | undefined {
  if (Object.hasOwn(otherNames, name)) return otherNames[name];
  if (!sameNames.has(name)) return undefined;
  return name
    .replace(/(?!^)([A-Z])/g, '-$1')
    .toLowerCase()
    .replace('older-than', 'olderthan');
}

/** Parameters that a function has beside PropertyName, by name and EDM type. */
export function parametersOf(name: string): readonly (readonly [string, string])[] {
  if (/^(?:(?:Not)?(?:In|Between)|(?:DoesNot)?ContainValues)$/.test(name))
    return [['PropertyValues', 'Collection(Edm.String)']];
  if (/^(?:Not)?(?:Above|Under)/.test(name)) return [['PropertyValue', 'Edm.Guid']];
  if (/^On/.test(name)) return [['PropertyValue', 'Edm.DateTimeOffset']];
  if (/PeriodAndYear$/.test(name)) {
    return [
      ['PropertyValue1', 'Edm.Int64'],
      ['PropertyValue2', 'Edm.Int64'],
    ];
  }
  return /X(?:Minute|Hour|Day|Week|Month|Year|Fiscal)|^InFiscal/.test(name)
    ? [['PropertyValue', 'Edm.Int64']]
    : [];
}

/** Every query function that filters may call, without the namespace. */
export const queryFunctionNames: readonly string[] = [...sameNames, ...Object.keys(otherNames)].sort();

interface Use {
  readonly environment: OperatorEnvironment;
  valueOf(expression: Expression): readonly RowValue[];
}

/**
 * The condition of a `Microsoft.Dynamics.CRM.` query function, e.g. `In(PropertyName='x',PropertyValues=['a'])`.
 * @throws DataverseError when function, property or values are unknown or do not fit.
 */
export function queryFunction(
  call: Extract<Expression, { kind: 'namedCall' }>,
  scope: QueryScope,
  use: Use,
): Condition {
  const operator = call.name.startsWith(PREFIX) ? operatorOf(call.name.slice(PREFIX.length)) : undefined;
  if (operator === undefined) {
    throw queryRefused(`An unknown function with name '${call.name}' was found at position ${call.at}.`);
  }
  const unknown = [...call.parameters.keys()].find(
    (name) => !/^Property(?:Name|Values?|Value[12])$/.test(name),
  );
  if (unknown !== undefined) throw queryRefused(`Function '${call.name}' has no parameter '${unknown}'.`);
  const property = call.parameters.get('PropertyName');
  const name = property === undefined ? undefined : use.valueOf(property)[0];
  if (typeof name !== 'string') throw queryRefused(`Function '${call.name}' lacks its PropertyName.`);
  const values = ['PropertyValue', 'PropertyValue1', 'PropertyValue2', 'PropertyValues'].flatMap(
    (parameter) => {
      const expression = call.parameters.get(parameter);
      return expression === undefined ? [] : use.valueOf(expression);
    },
  );
  const path = [...call.path, ...name.split('/')];
  const { reference, column, table } = columnByEitherName(path, scope);
  return operatorCondition({ operator, of: reference, column, table, values }, use.environment);
}

/** PropertyName takes a lookup's logical name as well as its `_x_value`. */
function columnByEitherName(path: readonly string[], scope: QueryScope): ReturnType<QueryScope['column']> {
  const last = path[path.length - 1] ?? '';
  try {
    return scope.column(path);
  } catch (error) {
    if (last.startsWith('_')) throw error;
    try {
      return scope.column([...path.slice(0, -1), `_${last}_value`]);
    } catch {
      throw error;
    }
  }
}
