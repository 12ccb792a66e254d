import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { PackageKind } from '../../solution-package';

/** Microsoft's own packer on this machine. */
export interface OfficialPacker {
  /** What it is, for the output. */
  readonly name: string;
  /** @throws Error when it ends with a failure or a warning that a right solution does not give. */
  extract(zip: string, folder: string, kind: PackageKind): void;
  /** @throws Error as extract does. */
  pack(folder: string, zip: string, kind: PackageKind): void;
}

/** The packer that SOLUTION_PACKAGER names, else pac from the PATH, else undefined. */
export function findOfficialPacker(environment: NodeJS.ProcessEnv = process.env): OfficialPacker | undefined {
  const exe = environment['SOLUTION_PACKAGER'];
  if (exe !== undefined && exe !== '') return solutionPackager(exe);
  const isThere =
    spawnSync('pac', ['help'], { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0;
  return isThere ? pac : undefined;
}

function solutionPackager(exe: string): OfficialPacker {
  if (!existsSync(exe)) throw new Error(`SOLUTION_PACKAGER names ${exe}, which is not there.`);
  const isWindows = process.platform === 'win32';
  const run = (action: string, zip: string, folder: string, kind: PackageKind) => {
    const options = [
      `/action:${action}`,
      `/zipfile:${zip}`,
      `/folder:${folder}`,
      `/packagetype:${typeName(kind)}`,
    ];
    runTool(isWindows ? exe : 'mono', isWindows ? options : [exe, ...options]);
  };
  return {
    name: isWindows ? exe : `${exe} (mono)`,
    extract: (zip, folder, kind) => {
      run('Extract', zip, folder, kind);
    },
    pack: (folder, zip, kind) => {
      run('Pack', zip, folder, kind);
    },
  };
}

const pac: OfficialPacker = {
  name: 'pac solution',
  extract: (zip, folder, kind) => {
    runPac('unpack', zip, folder, kind);
  },
  pack: (folder, zip, kind) => {
    runPac('pack', zip, folder, kind);
  },
};

function runPac(verb: 'unpack' | 'pack', zip: string, folder: string, kind: PackageKind): void {
  runTool('pac', ['solution', verb, '--zipfile', zip, '--folder', folder, '--packagetype', typeName(kind)]);
}

function typeName(kind: PackageKind): string {
  return kind === 'managed' ? 'Managed' : 'Unmanaged';
}

function quoted(word: string): string {
  return `"${word}"`;
}

function runTool(command: string, options: readonly string[]): void {
  // It leaves a log of its telemetry where it runs.
  const isWindows = process.platform === 'win32';
  // On Windows pac is a script, which only a shell starts, and a shell takes a path with spaces apart.
  const run = spawnSync(isWindows ? quoted(command) : command, isWindows ? options.map(quoted) : options, {
    cwd: tmpdir(),
    encoding: 'utf8',
    shell: isWindows,
  });
  const output = `${run.stdout}${run.stderr}`;
  if (run.error) throw new Error(`${command} could not be started: ${run.error.message}`);
  if (run.status !== 0) throw new Error(`${command} ended with ${run.status ?? 'a signal'}:\n${output}`);
  const warnings = harmfulWarnings(output);
  if (warnings.length > 0) throw new Error(`${command} warns:\n${warnings.join('\n')}`);
}

/**
 * Lines of the packer's output that a right solution does not give. Every solution with a connector, Microsoft's
 * own exports included, is told that its root component is not defined; that one is harmless.
 */
export function harmfulWarnings(output: string): string[] {
  const lines = output.split(/\r?\n/).map((line) => line.trim());
  const harmless = lines.filter(
    (line) =>
      line === 'Following root components are not defined in customizations:' ||
      /^Type='(Connector|ECConnector|SystemForm)', Id \(or schema name\)=/.test(line),
  );
  const counted = Number(/(\d+) warnings? encountered/.exec(output)?.[1] ?? 0);
  const suspicious = lines.filter((line) =>
    /already in the list|not found|missing|error|Type='(?!Connector'|ECConnector'|SystemForm')/i.test(line),
  );
  const expected = harmless.length > 0 ? 1 : 0;
  if (suspicious.length === 0 && counted > expected) {
    return [`${counted} warnings where ${expected} was expected:`, ...lines.filter((line) => line !== '')];
  }
  return suspicious;
}
