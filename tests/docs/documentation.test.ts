import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

const root = join(__dirname, '..', '..');

const pages = ['.', 'docs', 'connector', 'emulator', 'solution'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => posix.join(folder, name)),
);

const commands = Object.keys(
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> })
    .scripts,
);

function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

function matchesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** The anchor that a heading gets on the page, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

function brokenLinksOf(page: string): string[] {
  return matchesIn(textOf(page), /\]\(([^)\s]+)\)/g).filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return true;
    if (anchor === undefined) return false;
    return !matchesIn(textOf(target), /^#+ (.*)$/gm).some((heading) => anchorOf(heading) === anchor);
  });
}

describe('the documentation', () => {
  it('has a page for each audience', () => {
    expect(pages).toEqual(
      expect.arrayContaining([
        'README.md',
        ...['admins', 'developers', 'makers', 'marketers'].map((page) => `docs/${page}.md`),
      ]),
    );
  });

  it.each(pages)('links from %s to files, pictures and headings that exist', (page) => {
    expect(brokenLinksOf(page)).toEqual([]);
  });

  it.each(pages)('names in %s only commands that exist', (page) => {
    const named = matchesIn(textOf(page), /npm run ([a-z:-]+[a-z])/g);
    expect(named.filter((command) => !commands.includes(command))).toEqual([]);
  });

  it('has a script for every command', () => {
    const scripts = matchesIn(readFileSync(join(root, 'package.json'), 'utf8'), /launch\.cjs ([a-z-]+)/g);
    expect(scripts.filter((script) => !existsSync(join(root, 'scripts', `${script}.ts`)))).toEqual([]);
  });

  it('gives the reason for every package that the project rests on', () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    ) as {
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    // A family is named by its first package, the others as `-rest` or `@scope/*`.
    const reasons = matchesIn(textOf('docs/dependencies.md'), /`([^`]+)`/g);
    const isNamed = (name: string) =>
      reasons.includes(name) ||
      reasons.includes(name.replace(/\/.*/, '/*')) ||
      reasons.some((rest) => rest.startsWith('-') && name.startsWith('@') && name.endsWith(rest));
    const unnamed = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !isNamed(name));
    expect(unnamed).toEqual([]);
  });

  it('shows the architecture on one page, with places that exist', () => {
    const page = textOf('ARCHITECTURE.md');
    expect(page.split('\n').length).toBeLessThan(70);
    const folders = ['', 'emulator', 'emulator/form', 'emulator/http', 'pcf/SegmentMembersControl'];
    const named = matchesIn(page, /`([\w./-]+\/[\w./-]*|[\w-]+\.ts)`/g);
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((path) => !folders.some((folder) => existsSync(join(root, folder, path))))).toEqual(
      [],
    );
  });
});
