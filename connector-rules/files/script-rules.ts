import type { FilePlace, FileRule } from '../findings';
import { breaking, certification, guideline } from '../rules/rule';

/** A connector's script and the operations it is to run for. */
export interface ScriptFile {
  readonly text: string;
  /** Undefined when the properties do not list them: the script then runs for all. */
  readonly operations: readonly string[] | undefined;
}

const mostBytes = 1024 * 1024;

/** Namespaces that a script may use. Source: "Write code in a custom connector". */
const allowedNamespaces = [
  /^System$/,
  /^System\.Collections(\.Generic)?$/,
  /^System\.Diagnostics$/,
  /^System\.Drawing/,
  /^System\.IO(\.Compression)?$/,
  /^System\.Linq$/,
  /^System\.Net(\.Http(\.Headers)?|\.Security)?$/,
  /^System\.Security\.(Authentication|Cryptography)$/,
  /^System\.Text(\.RegularExpressions)?$/,
  /^System\.Threading(\.Tasks)?$/,
  /^System\.Web$/,
  /^System\.Xml(\.Linq)?$/,
  /^Microsoft\.Extensions\.Logging$/,
  /^Newtonsoft\.Json(\.Linq)?$/,
  // Not on the page, and in certified connectors all the same.
  /^Microsoft\.PowerPlatform\.Connectors\.CustomCode\.CSharp$/,
  /^System\.Runtime\.Remoting\.Contexts$/,
];

/** The code without comments and the contents of texts, so that words in them are not taken for code. */
function bareCode(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/@"(?:[^"]|"")*"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)'|\/\/.*/g, (found) =>
      found.startsWith('/') ? '' : '""',
    );
}

/** The operations that a script leaves out, where it refuses those that it does not name, as Microsoft's sample does. */
function missing(text: string, operations: readonly string[]): readonly string[] {
  return /unknown operation/i.test(text) ? operations.filter((id) => !text.includes(`"${id}"`)) : [];
}

function place(message: string): FilePlace[] {
  return [{ message }];
}

/** Rules over script.csx. The names are ours. */
export const scriptRules: readonly FileRule<ScriptFile>[] = [
  {
    ...breaking,
    name: 'ScriptTooLarge',
    check: ({ text }) =>
      Buffer.byteLength(text) > mostBytes ? place('The script is larger than 1 MB.') : [],
  },
  {
    ...breaking,
    name: 'ScriptClassMissing',
    check: ({ text }) =>
      /\bclass\s+Script\s*:\s*ScriptBase\b/.test(bareCode(text))
        ? []
        : place("The class must be 'public class Script : ScriptBase'."),
  },
  {
    ...breaking,
    name: 'ScriptEntryMissing',
    check: ({ text }) =>
      /\boverride\s+(async\s+)?Task\s*<\s*HttpResponseMessage\s*>\s+ExecuteAsync\s*\(\s*\)/.test(
        bareCode(text),
      )
        ? []
        : place("The class must override 'Task<HttpResponseMessage> ExecuteAsync()'."),
  },
  {
    ...certification,
    name: 'ScriptNamespaceNotAllowed',
    check: ({ text }) =>
      [...bareCode(text).matchAll(/^\s*using\s+(?:static\s+)?([\w.]+)\s*;/gm)]
        .map(([, namespace = '']) => namespace)
        .filter((namespace) => !allowedNamespaces.some((allowed) => allowed.test(namespace)))
        .flatMap((namespace) => place(`The namespace '${namespace}' is not allowed in scripts.`)),
  },
  {
    ...breaking,
    name: 'ScriptHttpClientNotAllowed',
    check: ({ text }) =>
      /\bnew\s+HttpClient\b/.test(bareCode(text))
        ? place('Requests go through Context.SendAsync, never through an HttpClient.')
        : [],
  },
  {
    ...guideline,
    name: 'ScriptOperationNotHandled',
    check: ({ text, operations }) =>
      missing(text, operations ?? []).flatMap((id) => place(`The script never names the operation '${id}'.`)),
  },
];
