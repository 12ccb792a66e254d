import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findingsOf } from './findings';
import { textRules } from './files/text-rules';
import { iconRules } from './files/icon-rules';
import { scriptRules, type ScriptFile } from './files/script-rules';
import { sampleDefinition } from './testing/sample-definition';

const strict = { certification: true };
const text = JSON.stringify(sampleDefinition(), null, 4);

describe('the rules over the text of a definition', () => {
  const broken = (changed: string) => findingsOf('file', textRules, changed, strict).map(({ rule }) => rule);
  const breaches: Record<string, string> = {
    DefinitionTooLarge: text.replace('"Sample Items"', `"${'x'.repeat(1_000_001)}"`),
    IndentationNotFourSpaces: JSON.stringify(sampleDefinition(), null, 2),
    TrailingBlanks: text.replace(',\n', ', \n'),
  };

  it('find nothing in the sample', () => {
    expect(broken(text)).toEqual([]);
  });

  it.each(textRules)('$name finds a breach', ({ name }) => {
    expect(broken(breaches[name] ?? '')).toContain(name);
  });
});

describe('the rules over script.csx', () => {
  const script = `public class Script : ScriptBase
{
    // using System.Reflection; stands in a comment
    public override async Task<HttpResponseMessage> ExecuteAsync() { return Context.OperationId == "GetItem" ? null : null; }
}`;
  const broken = (changed: Partial<ScriptFile>) =>
    findingsOf('script.csx', scriptRules, { text: script, operations: ['GetItem'], ...changed }, strict).map(
      ({ rule }) => rule,
    );
  const breaches: Record<string, Partial<ScriptFile>> = {
    ScriptTooLarge: { text: `${script}// ${'x'.repeat(1024 * 1024)}` },
    ScriptClassMissing: { text: script.replace('Script :', 'Code :') },
    ScriptEntryMissing: { text: script.replace('ExecuteAsync', 'Run') },
    ScriptNamespaceNotAllowed: { text: `using System.Reflection;\n${script}` },
    ScriptHttpClientNotAllowed: { text: script.replace('return', 'new HttpClient(); return') },
    ScriptOperationNotHandled: {
      text: script.replace('null : null', 'null : Refuse("Unknown operation")'),
      operations: ['GetItem', 'ListItems'],
    },
  };

  it('find nothing in the sample', () => {
    expect(broken({})).toEqual([]);
  });

  it.each(scriptRules)('$name finds a breach', ({ name }) => {
    expect(broken(breaches[name] ?? {})).toContain(name);
  });
});

describe('a script', () => {
  const found = (text: string, operations: readonly string[]) =>
    findingsOf('script.csx', scriptRules, { text, operations }, strict).map(({ rule }) => rule);
  const script =
    'public class Script : ScriptBase { public override async Task < HttpResponseMessage > ExecuteAsync () {} }';

  it('may be spaced as its author likes', () => {
    expect(found(script, [])).toEqual([]);
  });

  it('need not name operations when it treats all of them alike', () => {
    expect(found(script, ['GetItem', 'ListItems'])).toEqual([]);
  });

  it('need not name operations whose requests it sends on as they are', () => {
    const some = script.replace(
      '{}',
      '{ if (Context.OperationId == "GetItem") Change(); return await Send(); }',
    );
    expect(found(some, ['GetItem', 'ListItems'])).toEqual([]);
  });
});

describe('the rules over the icon', () => {
  const icon = readFileSync(join(__dirname, '..', 'connector', 'icon.png'));
  const withByte = (at: number, value: number) =>
    Buffer.from(icon.map((byte, index) => (index === at ? value : byte)));
  const broken = (bytes: Buffer, brandColor = '#0b6a70') =>
    findingsOf('icon.png', iconRules, { bytes, brandColor }, strict).map(({ rule }) => rule);
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

  it.each(iconRules)('$name finds a breach', ({ name }) => {
    expect(breaches[name]?.()).toContain(name);
  });
});
