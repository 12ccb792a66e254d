import { spawnSync } from 'node:child_process';
import { appendFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildDotnetProject as buildInto,
  dotnetEnvironment,
  hasDotnet,
} from '../../../emulator/connector-runtime/dotnet';

const root = join(__dirname, '..', '..', '..');

/** Tells `npm test` what this machine could not test; it prints the line last. */
export function recordSkippedPart(what: string): void {
  const file = process.env['SKIPPED_PARTS_FILE'];
  if (file) appendFileSync(file, `${what}\n`);
}

/**
 * `describe` where there is a .NET SDK; elsewhere `describe.skip`, and a line that says so at the end of `npm test`.
 * @param what the subject as it stands in that line, e.g. `Microsoft's OData reader on $metadata`
 */
export function describeWithDotnet(what: string, tests: () => void): void {
  if (hasDotnet()) {
    describe(what, tests);
    return;
  }
  recordSkippedPart(`${what}: no .NET SDK (version 8 or later) on this machine`);
  describe.skip(what, tests);
}

/**
 * Builds a C# project and answers the path of its program, for {@link runDotnetProgram}. The output stays in
 * node_modules/.cache, so a second build finds everything done.
 * @param project folder of a .csproj of the same name, from the root of the repository
 * @throws with the compiler's words when the build fails
 */
export async function buildDotnetProject(project: string): Promise<string> {
  const name = project.split('/').at(-1) ?? project;
  const output = join(root, 'node_modules', '.cache', 'dotnet', name);
  const program = join(output, `${name}.dll`);
  if (!isUpToDate(program, join(root, project))) await buildInto({ project: join(root, project), output });
  return program;
}

function isUpToDate(program: string, project: string): boolean {
  const built = statSync(program, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = readdirSync(project).filter((file) => /\.(cs|csproj)$/.test(file));
  return sources.every((file) => statSync(join(project, file)).mtimeMs < built);
}

/** What a program that {@link buildDotnetProject} built prints when it gets this text. */
export function runDotnetProgram(
  program: string,
  options: { readonly arguments?: readonly string[]; readonly input?: string } = {},
): { readonly status: number; readonly output: string; readonly errors: string } {
  const run = spawnSync('dotnet', [program, ...(options.arguments ?? [])], {
    encoding: 'utf8',
    input: options.input ?? '',
    maxBuffer: 256 * 1024 * 1024,
    env: dotnetEnvironment,
  });
  return { status: run.status ?? -1, output: run.stdout, errors: run.stderr };
}
