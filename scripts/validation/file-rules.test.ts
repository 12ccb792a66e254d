import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { iconPixels } from '../draw-icon';
import { rowsOfPng } from './png';
import { findingsOf } from './rule';
import { fileRules } from './rules/file-rules';
import { iconRules } from './rules/icon-rules';
import { scriptRules, type ConnectorScript } from './rules/script-rules';
import { sampleDefinition } from './test-data/sample-definition';

const text = JSON.stringify(sampleDefinition(), null, 4);

describe('the rules over the text of a definition', () => {
  const broken = (changed: string) => findingsOf('file', fileRules, changed).map(({ rule }) => rule);
  const breaches: Record<string, string> = {
    DefinitionTooLarge: text.replace('"Sample Items"', `"${'x'.repeat(1_000_001)}"`),
    IndentationNotFourSpaces: JSON.stringify(sampleDefinition(), null, 2),
    TrailingBlanks: text.replace(',\n', ', \n'),
    PartsOutOfOrder: JSON.stringify(
      Object.fromEntries(Object.entries(sampleDefinition()).reverse()),
      null,
      4,
    ),
  };

  it('find nothing in the sample', () => {
    expect(broken(text)).toEqual([]);
  });

  it.each(fileRules)('$name finds a breach', ({ name }) => {
    expect(broken(breaches[name] ?? '')).toContain(name);
  });
});

describe('the rules over script.csx', () => {
  const script = `public class Script : ScriptBase
{
    // using System.Reflection; stands in a comment
    public override async Task<HttpResponseMessage> ExecuteAsync() { return Context.OperationId == "GetItem" ? null : null; }
}`;
  const broken = (changed: Partial<ConnectorScript>) =>
    findingsOf('script.csx', scriptRules, { text: script, operations: ['GetItem'], ...changed }).map(
      ({ rule }) => rule,
    );
  const breaches: Record<string, Partial<ConnectorScript>> = {
    ScriptTooLarge: { text: `${script}// ${'x'.repeat(1024 * 1024)}` },
    ScriptClassMissing: { text: script.replace('Script :', 'Code :') },
    ScriptEntryMissing: { text: script.replace('ExecuteAsync', 'Run') },
    ScriptNamespaceNotAllowed: { text: `using System.Reflection;\n${script}` },
    ScriptHttpClientNotAllowed: { text: script.replace('return', 'new HttpClient(); return') },
    ScriptOperationNotHandled: { operations: ['GetItem', 'ListItems'] },
  };

  it('find nothing in the sample', () => {
    expect(broken({})).toEqual([]);
  });

  it.each(scriptRules)('$name finds a breach', ({ name }) => {
    expect(broken(breaches[name] ?? {})).toContain(name);
  });
});

describe('the rules over the icon', () => {
  const icon = readFileSync(join(__dirname, '..', '..', 'connector', 'icon.png'));
  const withByte = (at: number, value: number) =>
    Buffer.from(icon.map((byte, index) => (index === at ? value : byte)));
  const broken = (bytes: Buffer, brandColor = '#0b6a70') =>
    findingsOf('icon.png', iconRules, { bytes, brandColor }).map(({ rule }) => rule);
  // Byte 19 is the width, byte 25 the kind of color.
  const breaches: Record<string, () => string[]> = {
    IconNotPng: () => broken(Buffer.from('no png')),
    IconTooLarge: () => broken(Buffer.concat([icon, Buffer.alloc(1024 * 1024)])),
    IconSizeNotInRange: () => broken(withByte(19, 40)),
    IconTransparent: () => broken(withByte(25, 6)),
    IconBackgroundNotBrandColor: () => broken(icon, '#112233'),
  };

  it('find nothing in the sample', () => {
    expect(broken(icon)).toEqual([]);
  });

  it('stand beside a script that draws the committed icon', () => {
    expect(rowsOfPng(icon).equals(iconPixels())).toBe(true);
  });

  it.each(iconRules)('$name finds a breach', ({ name }) => {
    expect(breaches[name]?.()).toContain(name);
  });
});
