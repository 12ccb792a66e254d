import { operatorCondition, operatorOfFunction, type OperatorEnvironment } from '../operators';
import type { Condition, RowValue } from '../store';
import type { Expression } from './expression';
import type { QueryScope } from './query-scope';
import { queryRefused } from './syntax-error';

const PREFIX = 'Microsoft.Dynamics.CRM.';

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
  const operator = call.name.startsWith(PREFIX)
    ? operatorOfFunction(call.name.slice(PREFIX.length))
    : undefined;
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
  // PropertyName takes a lookup's logical name as well as its `_x_value`.
  const { reference, column, table } = scope.columnByEitherName(path);
  return operatorCondition({ operator, of: reference, column, table, values }, use.environment);
}
