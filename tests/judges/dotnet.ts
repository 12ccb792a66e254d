import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** Whether a .NET SDK of version 8 or later is on this machine. */
export function hasDotnet(): boolean {
  const answer = spawnSync('dotnet', ['--version'], { encoding: 'utf8' });
  return answer.status === 0 && Number.parseInt(answer.stdout, 10) >= 8;
}

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
 * Builds a C# project and answers the path of its program (a .dll for `dotnet <path>`).
 * Output goes to `node_modules/.cache/dotnet/<name>`, so a second build finds everything done.
 * @param project folder of the .csproj, from the root of the repository
 * @throws with the compiler's words when the build fails
 */
export function buildDotnetProject(project: string): string {
  const name = project.split('/').at(-1) ?? project;
  const output = join(root, 'node_modules', '.cache', 'dotnet', name);
  const build = spawnSync(
    'dotnet',
    [
      'build',
      join(root, project),
      '--output',
      output,
      '--configuration',
      'Release',
      '--nologo',
      '-v',
      'quiet',
    ],
    { encoding: 'utf8', env: dotnetEnvironment() },
  );
  if (build.status !== 0)
    throw new Error(`dotnet build ${project} failed:\n${build.stdout}\n${build.stderr}`);
  return join(output, `${name}.dll`);
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
    env: dotnetEnvironment(),
  });
  return { status: run.status ?? -1, output: run.stdout, errors: run.stderr };
}

function dotnetEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' };
}
