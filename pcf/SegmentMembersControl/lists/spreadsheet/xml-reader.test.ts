import fc from 'fast-check';
import { createXmlReader } from './xml-reader';

/** What the reader tells of XML, given in pieces of a length. */
function eventsOf(xml: string, pieceLength = xml.length || 1): readonly string[] {
  const events: string[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') events.push(`text ${text}`);
    text = '';
  };
  const reader = createXmlReader({
    open(element, depth) {
      flush();
      events.push(`${depth} ${element.name} ${element.attribute('a') ?? ''}`.trim());
    },
    close(name) {
      flush();
      events.push(`/${name}`);
    },
    text: (piece) => (text += piece),
  });
  for (let at = 0; at < xml.length; at += pieceLength) reader.feed(xml.slice(at, at + pieceLength));
  reader.end();
  return events;
}

const manyForms = `\uFEFF<?xml version="1.0"?><!-- <a> --><p:r xmlns:p="n" xmlns:q="m"><p:c a='x > "y"' /><p:c
  p:a="no" a = "&lt;&#65;&#x42;"><![CDATA[<&>]]]]><![CDATA[>]]>&amp;</p:c ><q:c a="1"><p:c/>gone</q:c><!-- - -- --></p:r> `;

describe('the reader of XML', () => {
  it('knows both quotes, CDATA, comments, instructions, references and prefixes, and leaves out other namespaces', () => {
    expect(eventsOf(manyForms)).toEqual(['1 r', '2 c x > "y"', '/c', '2 c <AB', 'text <&>]]>&', '/c', '/r']);
  });

  it('reads the same in pieces of any length', () => {
    const whole = eventsOf(manyForms);
    for (let length = 1; length < 60; length += 1) expect(eventsOf(manyForms, length)).toEqual(whole);
  });

  it('reads line ends as XML does, wherever a piece ends', () => {
    expect(eventsOf('<a>1\r\n2\r3</a>', 1)).toEqual(['1 a', 'text 1\n2\n3', '/a']);
  });

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a/>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a lone ampersand', '<a>R&D</a>'],
    ['a number that is no character', '<a>&#0;</a>'],
    ['a number beyond Unicode', '<a>&#x110000;</a>'],
    ['an element that is not closed', '<a><b></a>'],
    ['an end without a start', '</a>'],
    ['text outside the root', '<a/>b'],
    ['two roots', '<a/><b/>'],
    ['nothing', ''],
    ['a comment without an end', '<a/><!-- '],
    ['a tag inside a tag', '<a <b/>'],
    ['an attribute without quotes', '<a b=c/>'],
    ['an attribute without a value', '<a b/>'],
    ['endless depth', '<a>'.repeat(200) + '</a>'.repeat(200)],
  ])('refuses %s', (_, xml) => {
    expect(() => eventsOf(xml)).toThrow(SyntaxError);
  });

  it.each([
    ['spaces', ' '],
    ['a text', 'x'],
  ])('refuses %s without an end', (_, character) => {
    const reader = createXmlReader({ open: () => undefined, close: () => undefined, text: () => undefined });
    reader.feed('<a>');
    expect(() => {
      for (let piece = 0; piece < 50; piece += 1) reader.feed(character.repeat(65_536));
    }).toThrow(SyntaxError);
  });

  it('throws nothing but SyntaxError, whatever it is given', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      'a',
      ' ',
      '="',
      '"',
      "'",
      '&',
      ';',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.integer({ min: 1, max: 9 }), (pieces, length) => {
        try {
          eventsOf(pieces.join(''), length);
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
