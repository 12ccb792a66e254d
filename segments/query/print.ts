import type { Column, Condition, Having, Page, RelateStep, SegmentQuery, Step, Value } from './ast';

/**
 * The text of a query in one line. Reading it again gives the same tree.
 * Writes `&&` and `||`, which both dialects take, and `true` and `false` as real-time queries have them.
 */
export function printQuery(query: SegmentQuery): string {
  switch (query.kind) {
    case 'profile': {
      const alias = query.alias === undefined ? '' : `, ${query.alias.text}`;
      return `PROFILE(${query.table.text}${alias})${printSteps(query.steps)}`;
    }
    case 'segment':
      return `SEGMENT(${query.name.text})${printSteps(query.steps)}`;
    case 'interaction': {
      const filter = query.filter === undefined ? '' : `.FILTER(${printCondition(query.filter)})`;
      return `INTERACTION(${query.table.text}, ${query.link.text})${filter}.HAVING(${printHaving(query.having)})`;
    }
    case 'combination': {
      const right =
        query.right.kind === 'combination' ? `(${printQuery(query.right)})` : printQuery(query.right);
      return `${printQuery(query.left)} ${query.operator} ${right}`;
    }
    case 'page':
      return printPage(query);
  }
}

function printPage(page: Page): string {
  const of = page.of.kind === 'profile' ? printQuery(page.of) : `(${printQuery(page.of)})`;
  const order = page.orderBy.map(
    ({ column, descending }) => `${printColumn(column)} ${descending ? 'DESC' : 'ASC'}`,
  );
  return [
    of,
    order.length === 0 ? '' : `.ORDERBY(${order.join(', ')})`,
    page.skip === undefined ? '' : `.SKIP(${page.skip.value})`,
    page.take === undefined ? '' : `.TAKE(${page.take.value})`,
    page.select.length === 0 ? '' : `.SELECT(${page.select.map(printColumn).join(', ')})`,
  ].join('');
}

function printSteps(steps: readonly Step[]): string {
  return steps.map((step) => `.${printStep(step)}`).join('');
}

function printStep(step: Step): string {
  switch (step.kind) {
    case 'filter':
      return `FILTER(${printCondition(step.condition)})`;
    case 'distinct':
      return 'DISTINCT()';
    case 'traverse': {
      const filter = step.filter === undefined ? [] : [`FILTER(${printCondition(step.filter)})`];
      const alias = step.alias === undefined ? [] : [step.alias.text];
      return `TRAVERSE(${[step.relationship.text, ...alias, ...filter].join(', ')})`;
    }
    case 'relate':
      return printRelate(step);
  }
}

function printRelate(step: RelateStep): string {
  const alias = step.table === undefined ? step.alias.text : `${step.table.text}.${step.alias.text}`;
  const parts = [step.relationship.text, alias, ...step.nested.map(printRelate)];
  return `${step.optional ? 'RELATEOPTIONAL' : 'RELATE'}(${parts.join(', ')})`;
}

function printHaving({ aggregate, operator, value, window }: Having): string {
  const what =
    aggregate.kind === 'count'
      ? 'COUNT()'
      : `${aggregate.kind.toUpperCase()}(${printColumn(aggregate.column)})`;
  return `${what} ${operator} ${value}${window === undefined ? '' : `, ${window.unit}(${window.amount})`}`;
}

/** The text of a condition. */
function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'logical': {
      const mayStandBare = (operand: Condition): boolean =>
        operand.kind !== 'logical' || (condition.operator === '||' && operand.operator === '&&');
      return condition.operands
        .map((operand) => (mayStandBare(operand) ? printCondition(operand) : `(${printCondition(operand)})`))
        .join(` ${condition.operator} `);
    }
    case 'not':
      return `NOT(${printCondition(condition.condition)})`;
    case 'comparison':
      return `${printValue(condition.left)} ${condition.operator} ${printValue(condition.right)}`;
    case 'textTest':
      return `${printColumn(condition.column)} ${condition.test} ${quoted(condition.text)}`;
    case 'null':
      return `${condition.negated ? 'ISNOTNULL' : 'ISNULL'}(${printColumn(condition.column)})`;
    case 'in':
      return `${printColumn(condition.column)} IN [${condition.values.map(printValue).join(', ')}]`;
  }
}

function printColumn(column: Column): string {
  return column.alias === undefined ? column.name : `${column.alias}.${column.name}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

function isProduct(value: Value): boolean {
  return value.kind === 'arithmetic' && (value.operator === '*' || value.operator === '/');
}

function printValue(value: Value): string {
  switch (value.kind) {
    case 'boolean':
    case 'number':
      return String(value.value);
    case 'text':
      return quoted(value.value);
    case 'column':
      return printColumn(value);
    case 'now':
      return 'DATETIMEUTCNOW()';
    case 'date':
      return `DATE(${value.parts.join(', ')})`;
    case 'dateDiff':
      return `DATEDIFF(${value.part.toLowerCase()}, ${printValue(value.from)}, ${printValue(value.to)})`;
    case 'dateAdd':
      return `DATEADD(${value.part.toLowerCase()}, ${value.amount}, ${printValue(value.to)})`;
    case 'arithmetic': {
      const { left, right, operator } = value;
      const bareLeft = left.kind !== 'arithmetic' || !isProduct(value) || isProduct(left);
      const bareRight = right.kind !== 'arithmetic' || (!isProduct(value) && isProduct(right));
      const side = (part: Value, bare: boolean): string =>
        bare ? printValue(part) : `(${printValue(part)})`;
      return `${side(left, bareLeft)} ${operator} ${side(right, bareRight)}`;
    }
  }
}
