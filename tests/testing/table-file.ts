import { readFileSync, writeFileSync } from 'node:fs';

/** A Markdown table, its columns as wide as their widest cell. */
export function tableOf(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, place) =>
    Math.max(3, heading.length, ...rows.map((row) => row[place]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, place) => (cells[place] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(headings), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/**
 * Holds a table in a page to what the tests found. `UPDATE_TABLES=1` writes it anew.
 * @param name the table stands between `<!-- name -->` and `<!-- end -->`
 */
export function expectTableIn(file: string, name: string, table: string): void {
  const page = readFileSync(file, 'utf8');
  const start = page.indexOf(`<!-- ${name} -->`);
  const end = page.indexOf('<!-- end -->', start);
  if (start < 0 || end < 0) throw new Error(`${file} has no place for the table '${name}'.`);
  const from = start + `<!-- ${name} -->`.length;
  if (process.env['UPDATE_TABLES']) {
    writeFileSync(file, `${page.slice(0, from)}\n\n${table}\n\n${page.slice(end)}`);
    return;
  }
  expect(page.slice(from, end).trim()).toBe(table);
}
