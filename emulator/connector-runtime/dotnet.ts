import { spawn, spawnSync } from 'node:child_process';

const oldestMajorVersion = 8;

export const dotnetEnvironment: NodeJS.ProcessEnv = {
  ...process.env,
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_NOLOGO: '1',
};

/** Names of what a .NET program needs to find its runtime. */
const runtimeNames = ['PATH', 'DOTNET_ROOT', 'SYSTEMROOT'];

/**
 * The environment of a process that runs a script: where .NET is, how much memory its objects may take, and nothing
 * of what this process was given, such as passwords of a build machine.
 * @param megabytes for all objects together; a script that wants more fails
 */
export function scriptEnvironment(megabytes: number): NodeJS.ProcessEnv {
  const kept = runtimeNames.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    DOTNET_GCHeapHardLimit: `0x${(megabytes * 1024 * 1024).toString(16)}`,
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
    DOTNET_EnableDiagnostics: '0',
  };
}

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
