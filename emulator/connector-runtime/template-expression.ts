/** What the expressions in a policy may look at. */
export interface ExpressionFacts {
  readonly connectionParameters: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly queryParameters: URLSearchParams;
}

/** A policy asks for something that is not there. */
export class ExpressionError extends Error {}

const call = /@(\w+)\('([^']*)'(?:\s*,\s*'([^']*)')?\)/g;

/**
 * Fills a template such as `@connectionParameters('token:resourceUri')/path`. Known are connectionParameters,
 * headers and queryParameters, each with a default as second argument.
 * Source: "Set host URL" of the policy templates.
 * @throws ExpressionError when a value is missing and has no default.
 */
export function fillTemplate(template: string, facts: ExpressionFacts): string {
  return template.replace(call, (_all, source: string, name: string, whenAbsent: string | undefined) => {
    const value = valueFrom(source, name, facts) ?? whenAbsent;
    if (value === undefined)
      throw new ExpressionError(`The connection has no value for ${source}('${name}').`);
    return value;
  });
}

function valueFrom(source: string, name: string, facts: ExpressionFacts): string | undefined {
  switch (source.toLowerCase()) {
    case 'connectionparameters':
      return facts.connectionParameters[name];
    case 'headers':
      return facts.headers[name.toLowerCase()];
    case 'queryparameters':
      return facts.queryParameters.get(name) ?? undefined;
    default:
      throw new ExpressionError(`The expression @${source}() is not known here.`);
  }
}

const step = /\.([\w$]+)|\['([^']+)'\]|\[(\d+)\]/y;

/**
 * What an expression such as `triggerBody().value[0].modifiedon` points to; undefined when nothing is there.
 * @throws ExpressionError when it does not begin with `triggerBody()` or is no path.
 */
export function valueInBody(expression: string, body: unknown): unknown {
  const start = 'triggerBody()';
  const path = expression.replace(/^@/, '');
  if (!path.startsWith(start)) throw new ExpressionError(`'${expression}' does not begin with ${start}.`);
  let value: unknown = body;
  step.lastIndex = start.length;
  while (step.lastIndex < path.length) {
    const found = step.exec(path);
    if (!found) throw new ExpressionError(`'${expression}' is no path.`);
    const key = found[1] ?? found[2] ?? found[3] ?? '';
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value;
}

/** Fills `@{…}` parts of a text from a body; undefined when one of them points to nothing. */
export function fillFromBody(text: string, body: unknown): string | undefined {
  const missing: string[] = [];
  const filled = text.replace(/@\{([^}]*)\}/g, (_all, expression: string) => {
    const value = valueInBody(expression, body);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return String(value);
    missing.push(expression);
    return '';
  });
  return missing.length === 0 ? filled : undefined;
}
