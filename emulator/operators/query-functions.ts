/*
 * Query functions of OData and operators of FetchXML are the same conditions under two names.
 */

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

/** The operator of a query function's name; undefined when it is none. */
export function operatorOfFunction(name: string): string | undefined {
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
