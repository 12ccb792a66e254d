import { parseXml, rootOf, XmlFault } from './read-xml';

function faultOf(text: string): string {
  try {
    parseXml(text, 'A text');
  } catch (error) {
    if (error instanceof XmlFault) return error.message;
    throw error;
  }
  return 'none';
}

test('what is no XML is a fault that names the text and the reason', () => {
  expect(faultOf('')).toMatch(/^A text is not well formed: /);
  expect(faultOf('<a><b></a>')).toMatch(/^A text is not well formed: /);
  expect(faultOf('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')).toBe(
    'A text is not well formed: a document type is not allowed',
  );
  expect(rootOf(parseXml('<a><b/></a>', 'A text')).tagName).toBe('a');
});

test('a text that is very long or very deep is a fault before anything is built of it', () => {
  expect(faultOf(`<a>${'x'.repeat(17 * 1024 * 1024)}</a>`)).toContain('more than 16777216 characters');
  expect(faultOf('<a>'.repeat(100_000))).toContain('more than 200 deep');
  expect(faultOf(`${'<a>'.repeat(150)}${'</a>'.repeat(150)}`)).toBe('none');
});
