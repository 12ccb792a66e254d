import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { dotnetEnvironment, hasDotnet } from './dotnet';
import { isScriptBuilt } from './script-build';

/** What the compiler says of code that parses and knows no types, as no library is given to it. */
const noLibrary = 'CS0518';
const compilerError = /^-\((\d+),(\d+)\): error (CS\d+: .*)$/m;
const neverWriting = ['-target:library', '-out:unwritten.dll'];
const timeoutMilliseconds = 30_000;

const known = new Map<string, string | undefined>();

/**
 * The first mistake in a script's C#, with its line and column, or undefined when it parses, or when no .NET is here
 * to say so. Nothing of the script is run, and whether it compiles is not asked.
 */
export function syntaxMistakeIn(script: string): string | undefined {
  if (!hasDotnet() || isScriptBuilt(script)) return undefined;
  if (!known.has(script)) known.set(script, mistakeByCompiler(script));
  return known.get(script);
}

function mistakeByCompiler(script: string): string | undefined {
  const compiler = compilerPath();
  if (compiler === undefined) return undefined;
  const options = [...neverWriting, '-nologo', '-noconfig', '-nostdlib', '-preferreduilang:en', '-'];
  const { stdout } = spawnSync('dotnet', [compiler, ...options], {
    input: `${script}\n${classWithoutLibrary}`,
    encoding: 'utf8',
    env: dotnetEnvironment,
    timeout: timeoutMilliseconds,
  });
  // The compiler looks at types only when all of the code has parsed.
  if (stdout.includes(noLibrary)) return undefined;
  const [, line, column, said] = compilerError.exec(stdout) ?? [];
  return said === undefined ? undefined : `(${line ?? ''},${column ?? ''}): ${said.trim()}`;
}

/** Makes the compiler miss its library even if the script is empty, so that it never writes a file. */
const classWithoutLibrary = 'class WithoutLibrary {}';

function compilerPath(): string | undefined {
  const { stdout } = spawnSync('dotnet', ['--list-sdks'], { encoding: 'utf8', env: dotnetEnvironment });
  const [, version, folder] = /^(\S+) \[(.+)\]$/.exec(stdout.trim().split('\n').at(-1) ?? '') ?? [];
  if (version === undefined || folder === undefined) return undefined;
  return join(folder, version, 'Roslyn', 'bincore', 'csc.dll');
}
