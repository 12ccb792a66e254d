import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  copyFileSync,
  constants,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

export interface ChromiumExecutable {
  readonly path: string;
  /** Where it finds fonts and libraries that the machine lacks. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The package's Chromium has fonts of Europe only, and people have names in other scripts. */
const japaneseFont =
  require.resolve('@expo-google-fonts/sawarabi-gothic/400Regular/SawarabiGothic_400Regular.ttf');

const commands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

const wellKnownPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The machine's own Chromium or Chrome, else the one from the package `@sparticuz/chromium`. `CHROMIUM_PATH`
 * names another. @throws Error when there is none for this system.
 */
export function findChromium(): ChromiumExecutable {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return { path: named, environment: {} };
  const installed = [...commandsOnPath(), ...wellKnownPlaces].find(isExecutable);
  if (installed !== undefined) return { path: installed, environment: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return unpackedChromium();
  throw new Error(
    'The browser tests need Chrome or Chromium here. Install one, or set CHROMIUM_PATH to its executable.',
  );
}

function commandsOnPath(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => commands.map((command) => join(folder, command)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Unpacks the package's Chromium once per machine. It is unpacked aside and then renamed, so that tests running
 * at the same time, or ended in the middle, never see half of it.
 */
function unpackedChromium(): ChromiumExecutable {
  const packageFolder = dirname(dirname(dirname(require.resolve('@sparticuz/chromium'))));
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = join(tmpdir(), `segment-members-chromium-${version}-ja`);
  if (!existsSync(folder)) {
    const aside = mkdtempSync(`${folder}-`);
    unpackInto(aside, join(packageFolder, 'bin'));
    copyFileSync(japaneseFont, join(aside, 'fonts', 'japanese.ttf'));
    writeFileSync(join(aside, 'fonts.conf'), fontConfiguration(folder));
    try {
      renameSync(aside, folder);
    } catch (error) {
      rmSync(aside, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
  }
  const path = join(folder, 'chromium');
  return {
    path,
    environment: {
      FONTCONFIG_PATH: folder,
      ...(lacksLibraries(path) ? { LD_LIBRARY_PATH: join(folder, 'lib') } : {}),
    },
  };
}

function unpackInto(folder: string, packed: string): void {
  const unpacked = (name: string): Buffer => brotliDecompressSync(readFileSync(join(packed, name)));
  const executable = join(folder, 'chromium');
  writeFileSync(executable, unpacked('chromium.br'));
  chmodSync(executable, 0o755);
  for (const archive of ['fonts.tar.br', 'al2023.tar.br', 'swiftshader.tar.br']) {
    const tar = spawnSync('tar', ['-x', '-C', folder], { input: unpacked(archive) });
    if (tar.status !== 0)
      throw new Error(`${archive} could not be unpacked: ${String(tar.error ?? tar.stderr)}`);
  }
}

/**
 * The package's fonts beside those of the machine, if it has any. Open Sans stands in for Segoe UI, the font of
 * model-driven apps, so that pictures look alike on every machine.
 */
function fontConfiguration(folder: string): string {
  return `<fontconfig>
<dir>${join(folder, 'fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(folder, 'cache')}</cachedir>
<alias binding="same"><family>Segoe UI</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;
}

function lacksLibraries(executable: string): boolean {
  return String(spawnSync('ldd', [executable]).stdout).includes('not found');
}
