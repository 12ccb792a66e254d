import { conditionsPerQuery } from '../../segments';
import { badRequest, errorCodes, type DataverseError } from '../dataverse-error';
import { edmKind, type CollectionNavigation } from '../row-json';
import {
  and,
  column,
  equals,
  not,
  or,
  type Comparison,
  type Condition,
  type RowValue,
  type Tables,
} from '../store';
import { parseExpression, type BinaryOperator, type Expression } from './expression';
import { comparison, isNumeric, literal, literalValue, type Value } from './filter-value';
import { QueryScope } from './query-scope';
import { queryFunction } from './query-functions';
import { notSupported, queryRefused } from './syntax-error';

/** What a filter may refer to beside columns. */
export interface FilterEnvironment {
  readonly tables: Tables;
  /** Texts of `@name=` in the query string. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly user: string;
  now(): Date;
}

const comparisons: ReadonlySet<BinaryOperator> = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);

/**
 * Turns a `$filter` into a condition; its grammar stands at {@link parseExpression}. Functions and operators of OData that Dataverse does not offer are
 * refused with 501. Source: "Filter rows using OData" (07/2024).
 * @throws DataverseError with the position of a syntax error, or naming what does not exist or fit.
 */
export function parseFilter(text: string, scope: QueryScope, environment: FilterEnvironment): Condition {
  return new FilterReader(environment, text).condition(parseExpression(text), scope);
}

class FilterReader {
  private conditions = 0;
  private aliasDepth = 0;

  constructor(
    private readonly environment: FilterEnvironment,
    private readonly text: string,
  ) {}

  condition(expression: Expression, scope: QueryScope): Condition {
    switch (expression.kind) {
      case 'binary':
        return this.binary(expression, scope);
      case 'not':
        if (expression.of.kind === 'namedCall') throw this.negatedFunction();
        return not(this.condition(expression.of, scope));
      case 'call':
        return this.call(expression, scope);
      case 'namedCall':
        this.countOne();
        return queryFunction(expression, scope, {
          environment: this.environment,
          valueOf: (part) => this.constant(part),
        });
      case 'lambda':
        return this.lambda(expression, scope);
      case 'alias':
        return this.alias(expression.name, (inner) => this.condition(inner, scope));
      case 'literal':
        if (expression.type === 'bool') return { kind: expression.value === true ? 'always' : 'never' };
        if (expression.type === 'null') return { kind: 'never' };
        throw this.notACondition();
      case 'path': {
        const { reference, column } = scope.column(expression.segments);
        if (edmKind(column) !== 'bool') throw this.notACondition();
        this.countOne();
        return equals(reference, true);
      }
      case 'list':
      case 'negate':
      case 'enumeration':
        throw this.notACondition();
    }
  }

  private binary(expression: Extract<Expression, { kind: 'binary' }>, scope: QueryScope): Condition {
    const { operator, left, right } = expression;
    if (operator === 'and' || operator === 'or') {
      return combined(operator, this.condition(left, scope), this.condition(right, scope));
    }
    const truth = this.comparedWithTruth(expression, scope);
    if (truth !== undefined) return truth;
    if (!comparisons.has(operator)) throw notSupported(operator === 'in' ? 'In' : 'Arithmetic');
    this.countOne();
    const sides = [this.value(left, scope), this.value(right, scope)] as const;
    const [first, second] = sides.map(({ scalar }) => scalar);
    if (first?.kind === 'column' && second?.kind === 'column' && first.source !== second.source) {
      throw queryRefused(
        `Columns of different rows cannot be compared at position ${expression.at} in '${this.text}'.`,
      );
    }
    return comparison(operator as Comparison, ...sides);
  }

  /** `contains(...) eq true` and the like: a condition compared with true or false. */
  private comparedWithTruth(
    { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
    scope: QueryScope,
  ): Condition | undefined {
    if (operator !== 'eq' && operator !== 'ne') return undefined;
    if (right.kind !== 'literal' || right.type !== 'bool') return undefined;
    if (!['call', 'namedCall', 'lambda', 'not', 'binary'].includes(left.kind)) return undefined;
    const condition = this.condition(left, scope);
    return (operator === 'eq') === (right.value === true) ? condition : not(condition);
  }

  private value(expression: Expression, scope: QueryScope): Value {
    switch (expression.kind) {
      case 'literal':
        return literal(expression);
      case 'path': {
        const { reference, column } = this.columnOrLookup(expression.segments, scope);
        return { scalar: reference, kind: edmKind(column) };
      }
      case 'alias':
        return this.alias(expression.name, (inner) => this.value(inner, scope));
      case 'negate': {
        const inner = this.value(expression.of, scope);
        if (inner.kind !== undefined && !isNumeric(inner.kind)) throw this.notACondition();
        throw notSupported('UnaryOperator');
      }
      case 'call':
        throw functionRefused(expression.name);
      case 'binary':
        throw notSupported('BinaryOperator');
      case 'enumeration':
        throw queryRefused(`No column has values of the type '${expression.type}'.`);
      case 'namedCall':
      case 'lambda':
      case 'list':
      case 'not':
        throw queryRefused(`A value was expected at position ${expression.at} in '${this.text}'.`);
    }
  }

  /** `primarycontactid eq null` asks for the lookup itself. */
  private columnOrLookup(path: readonly string[], scope: QueryScope): ReturnType<QueryScope['column']> {
    const last = path[path.length - 1] ?? '';
    return last.startsWith('_') ? scope.column(path) : (scope.lookup(path) ?? scope.column(path));
  }

  private call(expression: Extract<Expression, { kind: 'call' }>, scope: QueryScope): Condition {
    const pattern = textPatterns[expression.name];
    if (pattern === undefined || !Object.hasOwn(textPatterns, expression.name)) {
      throw functionRefused(expression.name);
    }
    const [of, text] = expression.of.map((part) => this.value(part, scope));
    const fits = (value: Value | undefined): value is Value =>
      value !== undefined && (value.kind === 'string' || value.kind === undefined);
    if (!fits(of) || !fits(text) || expression.of.length !== 2) {
      throw queryRefused(
        `No function signature for the function with name '${expression.name}' matches the specified arguments. ` +
          `The function signatures considered are: ${expression.name}(Edm.String Nullable=true, Edm.String Nullable=true).`,
      );
    }
    this.countOne();
    if (text.scalar.kind !== 'value') {
      return { kind: 'text', test: pattern.test, of: of.scalar, text: text.scalar };
    }
    if (text.scalar.value === null) return { kind: 'never' };
    // Dataverse makes a LIKE of it, so % _ [] are wildcards here.
    return { kind: 'like', of: of.scalar, pattern: pattern.around(String(text.scalar.value)) };
  }

  private lambda(expression: Extract<Expression, { kind: 'lambda' }>, scope: QueryScope): Condition {
    if (scope.isBehindLookup(expression.path)) {
      throw queryRefused(
        `The lambda operator '${expression.quantifier}' is not supported behind the lookup in '${expression.path.join('/')}'.`,
      );
    }
    const { navigation, from } = scope.collection(expression.path);
    if (expression.quantifier === 'all' && expression.body === undefined) return { kind: 'always' };
    const inner = scope.within(navigation.many, expression.variable);
    this.countOne();
    const body = expression.body === undefined ? undefined : this.condition(expression.body, inner);
    const all = expression.quantifier === 'all';
    const where = all && body !== undefined ? not(body) : body;
    const exists: Condition = {
      kind: 'exists',
      ...relatedRows(navigation, inner),
      from,
      ...(where === undefined ? {} : { where }),
    };
    return all ? not(exists) : exists;
  }

  /** The values of a constant expression, for the parameters of query functions. */
  private constant(expression: Expression): readonly RowValue[] {
    if (expression.kind === 'literal') return [literalValue(expression)];
    if (expression.kind === 'list') return expression.items.flatMap((item) => this.constant(item));
    if (expression.kind === 'alias') return this.alias(expression.name, (inner) => this.constant(inner));
    throw queryRefused(`A constant was expected at position ${expression.at} in '${this.text}'.`);
  }

  private alias<T>(name: string, use: (expression: Expression) => T): T {
    const text = this.environment.aliases.get(name);
    if (text === undefined)
      throw queryRefused(`The parameter alias '${name}' was not found in the request URI.`);
    this.aliasDepth += 1;
    if (this.aliasDepth > 10) throw queryRefused(`The parameter alias '${name}' is nested too deeply.`);
    const result = use(parseExpression(text));
    this.aliasDepth -= 1;
    return result;
  }

  private countOne(): void {
    this.conditions += 1;
    if (this.conditions > conditionsPerQuery) {
      throw badRequest(errorCodes.tooManyConditions, 'Number of conditions in query exceeded maximum limit.');
    }
  }

  private negatedFunction(): DataverseError {
    return queryRefused('Not operator along with the Custom Named Condition operators is not allowed');
  }

  private notACondition(): DataverseError {
    return queryRefused('The $filter expression must evaluate to a single boolean value.');
  }
}

const textPatterns: Readonly<
  Record<string, { readonly test: 'contains' | 'startsWith' | 'endsWith'; around(text: string): string }>
> = {
  contains: { test: 'contains', around: (text) => `%${text}%` },
  startswith: { test: 'startsWith', around: (text) => `${text}%` },
  endswith: { test: 'endsWith', around: (text) => `%${text}` },
};

function combined(kind: 'and' | 'or', left: Condition, right: Condition): Condition {
  const parts = [left, right].flatMap((part) => (part.kind === kind ? part.conditions : [part]));
  return (kind === 'and' ? and : or)(...parts);
}

const standardFunctions = new Set(
  (
    'tolower toupper trim length indexof substring concat year month day hour minute second fractionalseconds date ' +
    'time totaloffsetminutes now mindatetime maxdatetime totalseconds round floor ceiling cast isof'
  ).split(' '),
);

function functionRefused(name: string): DataverseError {
  if (standardFunctions.has(name)) return notSupported(`SingleValueFunctionCall (${name})`);
  return queryRefused(
    `An unknown function with name '${name}' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed.`,
  );
}

/** The rows of a collection as a condition looks for them: by their lookup, or over the rows between. */
function relatedRows(
  navigation: CollectionNavigation,
  { alias = '', joins }: QueryScope,
): Pick<Extract<Condition, { kind: 'exists' }>, 'alias' | 'table' | 'column' | 'joins'> {
  const { many } = navigation;
  if (navigation.kind === 'oneToMany') {
    return { alias, table: many.logicalName, column: navigation.column, joins };
  }
  const { link, near, far } = navigation.association;
  const between = `${alias}_link`;
  const from = column(far.column, between);
  return {
    alias: between,
    table: link.logicalName,
    column: near.column,
    joins: [{ alias, table: many.logicalName, kind: 'inner', from, to: many.primaryId }, ...joins],
  };
}
