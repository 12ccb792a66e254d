import { spawn, spawnSync } from 'node:child_process';

const oldestMajorVersion = 8;

export const dotnetEnvironment: NodeJS.ProcessEnv = {
  ...process.env,
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_NOLOGO: '1',
};

let found: boolean | undefined;

/** Whether a .NET SDK of version 8 or later is on this machine. */
export function hasDotnet(): boolean {
  if (found === undefined) {
    const answer = spawnSync('dotnet', ['--version'], { encoding: 'utf8', env: dotnetEnvironment });
    found = answer.status === 0 && Number.parseInt(answer.stdout, 10) >= oldestMajorVersion;
  }
  return found;
}

export interface DotnetBuild {
  /** Folder of the .csproj. */
  readonly project: string;
  /** Folder that the program is built into. */
  readonly output: string;
  readonly properties?: Readonly<Record<string, string>>;
}

/**
 * Builds a C# project.
 * @throws Error with the compiler's words when the build fails.
 */
export async function buildDotnetProject({ project, output, properties = {} }: DotnetBuild): Promise<void> {
  const settings = Object.entries(properties).map(([name, value]) => `-p:${name}=${value}`);
  const build = spawn(
    'dotnet',
    [
      'build',
      project,
      '--output',
      output,
      '--configuration',
      'Release',
      '--nologo',
      '-v',
      'quiet',
      ...settings,
    ],
    { env: dotnetEnvironment, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  build.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  build.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const status = await new Promise<number | null>((resolve, reject) => {
    build.once('error', reject);
    build.once('close', resolve);
  });
  if (status !== 0) throw new Error(`dotnet build ${project} failed:\n${compilerErrorsIn(said)}`);
}

function compilerErrorsIn(log: string): string {
  const errors = log.split('\n').filter((line) => /\berror\b/.test(line));
  return [...new Set(errors.length > 0 ? errors : log.split('\n'))].join('\n').trim();
}
