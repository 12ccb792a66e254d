import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, hashOfControlInputs, hashOfFiles } from './control-inputs';

class BuildFailure extends Error {
  override readonly name = 'BuildFailure';
}

export interface ControlBuild {
  /** Folder with ControlManifest.xml and bundle.js. */
  readonly folder: string;
  readonly outcome: 'built' | 'unchanged';
}

export interface BuildOptions {
  /** Root of the repository. */
  readonly root: string;
  readonly say?: (line: string) => void;
  /** Builds even when nothing has changed. */
  readonly force?: boolean;
}

const controlName = 'SegmentMembersControl';

/**
 * The control's production build, made anew only when an input or the output itself has changed since the
 * last one. pcf-scripts ends with 0 even when it failed, so the old output is taken away first, and its words
 * and the new bundle decide.
 * @throws BuildFailure
 */
export async function buildControl({ root, say = noLine, force }: BuildOptions): Promise<ControlBuild> {
  const folder = join(root, 'pcf', 'out', 'controls', controlName);
  const recordFile = join(root, 'pcf', 'out', `${controlName}.build.json`);
  const inputs = hashOfControlInputs(root);
  if (!force && isUpToDate(recordFile, folder, inputs)) return { folder, outcome: 'unchanged' };

  say('Building the control in production mode ...');
  rmSync(recordFile, { force: true });
  rmSync(folder, { recursive: true, force: true });
  checkOutput(await runPcfScripts(root), folder);
  const record: BuildRecord = { inputs, output: hashOfFiles(folder, filesBelow(folder)) };
  writeFileSync(recordFile, `${JSON.stringify(record, null, 2)}\n`);
  return { folder, outcome: 'built' };
}

interface BuildRecord {
  readonly inputs: string;
  /** Hash of what was built: a development build written over it is noticed. */
  readonly output: string;
}

function isUpToDate(recordFile: string, folder: string, inputs: string): boolean {
  if (!existsSync(recordFile) || !existsSync(join(folder, 'bundle.js'))) return false;
  const record = readRecord(recordFile);
  return record?.inputs === inputs && record.output === hashOfFiles(folder, filesBelow(folder));
}

function readRecord(file: string): Partial<BuildRecord> | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<BuildRecord>;
  } catch {
    return undefined;
  }
}

function noLine(): void {
  // Nobody listens.
}

interface ToolOutput {
  readonly status: number | null;
  readonly text: string;
}

function runPcfScripts(root: string): Promise<ToolOutput> {
  const tool = join(root, 'node_modules', 'pcf-scripts', 'bin', 'pcf-scripts.js');
  if (!existsSync(tool)) {
    return Promise.reject(new BuildFailure('pcf-scripts is not installed. Run npm install first.'));
  }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [tool, 'build', '--buildMode', 'production', '--noColor'], {
      cwd: join(root, 'pcf'),
      env: { ...process.env, PP_TOOLS_TELEMETRY_OPTOUT: '1', NODE_ENV: 'production' },
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, text: Buffer.concat(chunks).toString('utf8') }));
  });
}

function checkOutput({ status, text }: ToolOutput, folder: string): void {
  const missing = ['bundle.js', 'ControlManifest.xml'].filter((file) => !existsSync(join(folder, file)));
  if (status === 0 && !/\bFailed\b/.test(text) && missing.length === 0) return;
  throw new BuildFailure(`The control could not be built.\n${causeIn(text)}`);
}

/** --noColor is not honoured everywhere. */
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** Each error the tool names with the line that explains it, or the end of its output when it names none. */
function causeIn(output: string): string {
  const lines = output.replace(colours, '').split('\n');
  const isError = (line: string | undefined) => /\b(error|failed)\b/i.test(line ?? '');
  const cause = lines.filter((line, index) => isError(line) || isError(lines[index - 1]));
  return (cause.length > 0 ? cause.slice(0, 20) : lines.slice(-20)).join('\n').trim();
}
