import { attributeOf, parseXml, rootOf } from './read-xml';
import { escapeHtml, escapeXml, jsonForHtml } from './escape';

const hostile = `a & b < c > d " e ' f ]]> \t g \r\n h`;

test('a text comes back out of XML as it was, as an attribute and as content', () => {
  const root = rootOf(
    parseXml(`<a b="${escapeXml(hostile)}">${escapeXml(hostile, 'content')}</a>`, 'A text'),
  );
  expect(attributeOf(root, 'b')).toBe(hostile);
  expect(root.textContent).toBe(hostile);
});

test('a text ends neither an element nor an attribute of HTML', () => {
  expect(escapeHtml(`"><script>'&`)).toBe('&#34;&#62;&#60;script&#62;&#39;&#38;');
});

test('JSON in a script element cannot end it', () => {
  expect(jsonForHtml({ text: '</script>\u2028' })).toBe('{"text":"\\u003c/script>\\u2028"}');
});
