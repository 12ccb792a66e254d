/** A text as a definition writes it: nothing to evaluate, one expression, or texts and expressions in turn. */
export type Template =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'expression'; readonly text: string }
  | {
      readonly kind: 'interpolation';
      readonly parts: readonly { readonly isExpression: boolean; readonly text: string }[];
    };

/** @throws SyntaxError when an expression in braces has no end. */
export function readTemplate(text: string): Template {
  if (text.startsWith('@@')) return { kind: 'literal', text: text.slice(1) };
  if (text.startsWith('@') && !text.startsWith('@{')) return { kind: 'expression', text: text.slice(1) };
  if (!text.includes('@{')) return { kind: 'literal', text };
  const parts: { isExpression: boolean; text: string }[] = [];
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf('@{', at);
    if (start < 0) break;
    if (start > at) parts.push({ isExpression: false, text: text.slice(at, start) });
    const end = endOfBraces(text, start + 2);
    parts.push({ isExpression: true, text: text.slice(start + 2, end) });
    at = end + 1;
  }
  if (at < text.length) parts.push({ isExpression: false, text: text.slice(at) });
  return { kind: 'interpolation', parts };
}

/** Braces inside of string literals do not count. */
function endOfBraces(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "'") at = endOfString(text, at);
    else if (text[at] === '}') return at;
  }
  throw new SyntaxError(`The expression that begins with "@{${text.slice(from, from + 30)}" has no end.`);
}

/** Place of the closing quote; two quotes are one quote in the text. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] !== "'") continue;
    if (text[at + 1] !== "'") return at;
    at++;
  }
  throw new SyntaxError(`The text that begins with ${text.slice(from, from + 30)} has no closing quote.`);
}

/**
 * Rewrites an expression of the workflow definition language for adaptive-expressions: `''` in a text becomes
 * `\'`, `?[` becomes `[` (which is null-tolerant there), and `['body/value']` becomes `['body']['value']`.
 * @throws SyntaxError for a text without closing quote.
 */
export function toAdaptiveExpression(expression: string): string {
  let result = '';
  for (let at = 0; at < expression.length; at++) {
    const character = expression[at] ?? '';
    if (character === "'") {
      const end = endOfString(expression, at);
      const text = expression.slice(at + 1, end).replace(/''/g, "'");
      const isIndex = result.endsWith('[') && expression[end + 1] === ']';
      result += isIndex && text.startsWith('body/') ? text.split('/').map(quoted).join('][') : quoted(text);
      at = end;
    } else if (character === '?' && expression[at + 1] === '[') {
      continue;
    } else {
      result += character;
    }
  }
  return result;
}

function quoted(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}

/** Every expression in a value of a definition, without its `@` or braces. */
export function expressionsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    const template = readTemplate(value);
    if (template.kind === 'literal') return [];
    if (template.kind === 'expression') return [template.text];
    return template.parts.filter(({ isExpression }) => isExpression).map(({ text }) => text);
  }
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(expressionsIn);
  return [];
}
