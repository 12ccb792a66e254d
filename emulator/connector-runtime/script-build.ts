import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildDotnetProject } from './dotnet';

const projects = join(__dirname, 'script-host');
const cache = join(__dirname, '..', '..', 'node_modules', '.cache', 'script-host');
const oldestLockMilliseconds = 180_000;

/** The namespaces that the platform opens for every script. Source: "Write code in a custom connector". */
const namespaces = [
  'System',
  'System.Collections',
  'System.Collections.Generic',
  'System.Diagnostics',
  'System.IO',
  'System.IO.Compression',
  'System.Linq',
  'System.Net',
  'System.Net.Http',
  'System.Net.Http.Headers',
  'System.Net.Security',
  'System.Security.Authentication',
  'System.Security.Cryptography',
  'System.Text',
  'System.Text.RegularExpressions',
  'System.Threading',
  'System.Threading.Tasks',
  'System.Web',
  'System.Xml',
  'System.Xml.Linq',
  'Microsoft.Extensions.Logging',
  'Newtonsoft.Json',
  'Newtonsoft.Json.Linq',
];

/**
 * Compiles a script, unchanged, into the program that runs it, and answers the program's path. What was compiled
 * once is found again.
 * @throws Error with the compiler's words when the script does not compile.
 */
export async function buildScriptHost(script: string): Promise<string> {
  const output = join(cache, keyOf(script));
  const program = programIn(output);
  if (existsSync(program)) return program;
  mkdirSync(cache, { recursive: true });
  await whileLocked(join(cache, 'lock'), async () => {
    if (!existsSync(program)) await build(script, output);
  });
  return program;
}

/** Whether a script was compiled before, and so is right. */
export function isScriptBuilt(script: string): boolean {
  return existsSync(programIn(join(cache, keyOf(script))));
}

function programIn(output: string): string {
  return join(output, 'ScriptHost.dll');
}

async function build(script: string, output: string): Promise<void> {
  const usings = namespaces.map((namespace) => `using ${namespace};`).join('');
  const source = join(cache, 'Script.g.cs');
  // On one line with the script's first, so that the compiler's line numbers are the script's own.
  writeFileSync(source, usings + script);
  const unfinished = `${output}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const properties = { ScriptSource: source };
  await buildDotnetProject({ project: join(projects, 'host'), output: unfinished, properties });
  renameSync(unfinished, output);
}

function keyOf(script: string): string {
  const hash = createHash('sha256').update(script);
  for (const folder of ['host', 'script']) {
    for (const file of readdirSync(join(projects, folder)).filter((name) => /\.(cs|csproj)$/.test(name))) {
      hash.update(readFileSync(join(projects, folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** Two builds would write into the same intermediate files; the second waits, also in another process. */
async function whileLocked(lock: string, work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (isOld(lock)) rmSync(lock, { recursive: true, force: true });
      else await sleep(200);
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function isOld(lock: string): boolean {
  try {
    return Date.now() - statSync(lock).mtimeMs > oldestLockMilliseconds;
  } catch {
    return false;
  }
}
