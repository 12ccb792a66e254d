import { dateParts, type Column, type Comparison, type Condition, type Literal, type Value } from './ast';
import type { TokenReader } from './token-reader';
import { QuerySyntaxError } from './tokens';

const comparisons: readonly Comparison[] = ['==', '!=', '>=', '<=', '>', '<'];
const textTests = ['CONTAINS', 'STARTSWITH', 'ENDSWITH'] as const;

/** What stands in parentheses is known to be a condition or a value only when it has been read. */
type Expression =
  { readonly is: 'condition'; readonly node: Condition } | { readonly is: 'value'; readonly node: Value };

const condition = (node: Condition): Expression => ({ is: 'condition', node });
const value = (node: Value): Expression => ({ is: 'value', node });

/**
 * Reads a condition. The grammar:
 *
 * ```
 * CONDITION   := AND (("||" | "OR") AND)*
 * AND         := COMPARISON (("&&" | "AND") COMPARISON)*
 * COMPARISON  := SUM (("==" | "!=" | ">=" | "<=" | ">" | "<") SUM)?
 *              | COLUMN (CONTAINS | STARTSWITH | ENDSWITH) text | COLUMN IN "[" LITERAL ,… "]"
 * SUM         := PRODUCT (("+" | "-") PRODUCT)*
 * PRODUCT     := OPERAND (("*" | "/") OPERAND)*
 * OPERAND     := "(" CONDITION ")" | LITERAL | COLUMN | NOT(CONDITION) | ISNULL(COLUMN) | ISNOTNULL(COLUMN)
 *              | DATETIMEUTCNOW() | DATE(n, n, n …) | DATEDIFF(part, SUM, SUM) | DATEADD(part, n, SUM)
 * COLUMN      := (alias .)? name
 * ```
 */
export function readCondition(reader: TokenReader): Condition {
  return asCondition(reader, readExpression(reader));
}

function readValue(reader: TokenReader): Value {
  const start = reader.current;
  const expression = readSum(reader);
  return expression.is === 'value' ? expression.node : reader.fail('A value is', start);
}

function asCondition(reader: TokenReader, expression: Expression): Condition {
  return expression.is === 'condition' ? expression.node : reader.fail('A comparison is');
}

function readExpression(reader: TokenReader): Expression {
  return readChain(reader, '||', 'OR', () => readChain(reader, '&&', 'AND', () => readComparison(reader)));
}

function readChain(
  reader: TokenReader,
  operator: '&&' | '||',
  word: 'AND' | 'OR',
  readOperand: () => Expression,
): Expression {
  const first = readOperand();
  const takeOperator = (): boolean => reader.takeSymbol(operator) || reader.takeKeyword([word]) !== undefined;
  if (!(reader.isSymbol(operator) || reader.keyword === word)) return first;
  const operands = [asCondition(reader, first)];
  while (takeOperator()) operands.push(asCondition(reader, readOperand()));
  return condition({ kind: 'logical', operator, operands });
}

function readComparison(reader: TokenReader): Expression {
  const left = readSum(reader);
  if (left.is === 'condition') return left;
  const operator = reader.takeOneOf(comparisons);
  if (operator !== undefined) {
    return condition({ kind: 'comparison', operator, left: left.node, right: readValue(reader) });
  }
  const word = reader.current;
  const test = reader.takeKeyword(textTests);
  if (test !== undefined) {
    if (left.node.kind !== 'column') return reader.fail(`A column before ${test} is`, word);
    return condition({ kind: 'textTest', test, column: left.node, text: reader.expectText() });
  }
  if (reader.takeKeyword(['IN']) !== undefined) {
    if (left.node.kind !== 'column') return reader.fail('A column before IN is', word);
    return condition({ kind: 'in', column: left.node, values: readList(reader) });
  }
  return left;
}

function readList(reader: TokenReader): readonly Literal[] {
  reader.expectSymbol('[');
  const values: Literal[] = [];
  do values.push(readLiteral(reader) ?? reader.fail('A text, a number or a truth value is'));
  while (reader.takeSymbol(','));
  reader.expectSymbol(']');
  return values;
}

function readSum(reader: TokenReader): Expression {
  return readArithmetic(reader, ['+', '-'], () =>
    readArithmetic(reader, ['*', '/'], () => readOperand(reader)),
  );
}

function readArithmetic(
  reader: TokenReader,
  operators: readonly ('+' | '-' | '*' | '/')[],
  readPart: () => Expression,
  left: Expression = readPart(),
): Expression {
  if (left.is === 'condition') return left;
  const operator = reader.takeOneOf(operators);
  if (operator === undefined) return left;
  const start = reader.current;
  const right = readPart();
  if (right.is === 'condition') return reader.fail('A value is', start);
  const sum = value({ kind: 'arithmetic', operator, left: left.node, right: right.node });
  return reader.nested(() => readArithmetic(reader, operators, readPart, sum));
}

function readOperand(reader: TokenReader): Expression {
  if (reader.takeSymbol('(')) {
    const inner = reader.nested(() => readExpression(reader));
    reader.expectSymbol(')');
    return inner;
  }
  const literal = readLiteral(reader);
  if (literal !== undefined) return value(literal);
  if (reader.current.kind !== 'word') return reader.fail('A column or a value is');
  const next = reader.ahead(1);
  if (next.kind === 'symbol' && next.text === '(') return reader.nested(() => readFunction(reader));
  return value(readColumn(reader));
}

function readLiteral(reader: TokenReader): Literal | undefined {
  const token = reader.current;
  const { at } = token;
  if (token.kind === 'text') return { kind: 'text', value: reader.expectText(), at };
  if (token.kind === 'number' || reader.isSymbol('-'))
    return { kind: 'number', value: reader.expectNumber(), at };
  const truth = reader.takeKeyword(['TRUE', 'FALSE']);
  return truth === undefined ? undefined : { kind: 'boolean', value: truth === 'TRUE', at };
}

/** `name` or `alias.name`. */
export function readColumn(reader: TokenReader): Column {
  const first = reader.expectName('A column');
  if (!reader.takeSymbol('.')) return { kind: 'column', name: first.text, at: first.at };
  const second = reader.expectName('A column');
  return { kind: 'column', alias: first.text, name: second.text, at: first.at };
}

function readFunction(reader: TokenReader): Expression {
  const name = reader.current;
  const called = reader.keyword ?? '';
  const { at } = reader.advance();
  reader.expectSymbol('(');
  const result = readArguments(reader, called, at);
  if (result === undefined) {
    throw new QuerySyntaxError(`There is no function '${called}'.`, name.at, name.length);
  }
  reader.expectSymbol(')');
  return result;
}

function readArguments(reader: TokenReader, called: string, at: number): Expression | undefined {
  switch (called) {
    case 'NOT':
      return condition({ kind: 'not', condition: readCondition(reader) });
    case 'ISNULL':
    case 'ISNOTNULL':
      return condition({ kind: 'null', column: readColumn(reader), negated: called === 'ISNOTNULL' });
    case 'DATETIMEUTCNOW':
      return value({ kind: 'now', at });
    case 'DATE':
      return value({ kind: 'date', parts: readDateParts(reader), at });
    case 'DATEDIFF': {
      const part = readPart(reader);
      const from = readValue(reader);
      reader.expectSymbol(',');
      return value({ kind: 'dateDiff', part, from, to: readValue(reader), at });
    }
    case 'DATEADD': {
      const part = readPart(reader);
      const amount = reader.expectNumber();
      reader.expectSymbol(',');
      return value({ kind: 'dateAdd', part, amount, to: readValue(reader), at });
    }
    default:
      return undefined;
  }
}

function readPart(reader: TokenReader): (typeof dateParts)[number] {
  const part = reader.takeKeyword(dateParts) ?? reader.fail('A part of a date (year, month, day, …) is');
  reader.expectSymbol(',');
  return part;
}

function readDateParts(reader: TokenReader): readonly number[] {
  const parts = [reader.expectWholeNumber()];
  while (parts.length < 7 && (parts.length < 3 || reader.isSymbol(','))) {
    reader.expectSymbol(',');
    parts.push(reader.expectWholeNumber());
  }
  return parts;
}
