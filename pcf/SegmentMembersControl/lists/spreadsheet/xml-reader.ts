import { characterData, longestReference } from './xml-entities';
import { createScope, type XmlElement } from './xml-scope';

/** What a reader of XML does with what it meets. Elements of other namespaces than the root's are left out whole. */
export interface XmlHandler {
  /** @param depth - 1 for the root element. The element is good only during the call. */
  open(element: XmlElement, depth: number): void;
  close(name: string, depth: number): void;
  /** A part of the text of the innermost open element. */
  text(text: string): void;
}

/** Takes XML in pieces of any length. Both throw SyntaxError on what is not well-formed or has no bounds. */
export interface XmlReader {
  feed(piece: string): void;
  end(): void;
}

/** Deeper than any part of a workbook. */
const deepest = 100;

/** Longer than the longest cell, attribute or comment that spreadsheets have; what goes on and on is no list. */
const longestToken = 1_000_000;

/** What ends the parts of XML that are no tags. */
const endOf = { comment: '-->', cdata: ']]>', instruction: '?>' } as const;

type Section = keyof typeof endOf;

/**
 * Reads XML from front to back, each character a bounded number of times: both quotes, CDATA, comments,
 * instructions, references, prefixes. A document type is refused, as it could define entities.
 */
export function createXmlReader(handler: XmlHandler): XmlReader {
  const scope = createScope(deepest);
  let section: Section | undefined;
  let rest = '';
  let sinceElement = 0;
  let hasRoot = false;

  function characters(text: string): void {
    if (scope.depth() === 0) {
      if (text.trim() !== '') throw new SyntaxError('text outside the root');
    } else if (!scope.isForeign() && text !== '') handler.text(text);
  }

  /** Text up to `end`; the start of a reference or line end that the next piece may go on with is kept. */
  function openText(text: string, at: number): void {
    let end = text.length;
    const reference = text.lastIndexOf('&');
    if (reference >= at && reference >= end - longestReference && !text.includes(';', reference))
      end = reference;
    else if (text.endsWith('\r')) end -= 1;
    characters(characterData(text.slice(at, end)));
    rest = text.slice(end);
  }

  /** Ends a section that its own mark closes; answers where to go on, -1 when the piece is at its end. */
  function sectionEnd(text: string, at: number, current: Section): number {
    const mark = endOf[current];
    const end = text.indexOf(mark, at);
    const until = end < 0 ? Math.max(at, text.length - mark.length + 1) : end;
    if (current === 'cdata') characters(text.slice(at, until));
    if (end < 0) {
      rest = text.slice(until);
      return -1;
    }
    section = undefined;
    return end + mark.length;
  }

  /** What begins with `<!` or `<?`; -1 when the piece ends before that is known. */
  function special(text: string, open: number): number {
    if (text[open + 1] === '?') {
      section = 'instruction';
      return open + 2;
    }
    if (text.startsWith('<!--', open)) {
      section = 'comment';
      return open + 4;
    }
    if (text.startsWith('<![CDATA[', open)) {
      section = 'cdata';
      return open + 9;
    }
    if (text.length - open < 9) return -1;
    throw new SyntaxError('a document type');
  }

  /** The tag between `<` and `>`. */
  function element(text: string, from: number, to: number): void {
    if (text.charCodeAt(from) === 0x2f) {
      const depth = scope.depth();
      const wasForeign = scope.isForeign();
      const name = scope.leave(text.slice(from + 1, to).trimEnd());
      if (!wasForeign) handler.close(name, depth);
      return;
    }
    if (scope.depth() === 0 && hasRoot) throw new SyntaxError('a second root');
    hasRoot = true;
    const isEmpty = text.charCodeAt(to - 1) === 0x2f;
    const opened = scope.enter(text, from, isEmpty ? to - 1 : to);
    if (opened) handler.open(opened, scope.depth());
    if (!isEmpty) return;
    const depth = scope.depth();
    const name = scope.leave();
    if (opened) handler.close(name, depth);
  }

  return {
    feed(piece) {
      const text = rest + piece;
      rest = '';
      if (sinceElement > longestToken) throw new SyntaxError('a token without an end');
      sinceElement += piece.length;
      let at = 0;
      for (;;) {
        if (section) {
          at = sectionEnd(text, at, section);
          if (at < 0) return;
          continue;
        }
        const open = text.indexOf('<', at);
        if (open < 0) {
          openText(text, at);
          return;
        }
        if (open > at) characters(characterData(text.slice(at, open)));
        const next = text[open + 1];
        if (next === '!' || next === '?') at = special(text, open);
        else {
          const close = endOfTag(text, open + 1);
          at = close < 0 ? -1 : close + 1;
          if (close >= 0) {
            element(text, open + 1, close);
            sinceElement = text.length - at;
          }
        }
        if (at < 0) {
          rest = text.slice(open);
          return;
        }
      }
    },
    end() {
      if (section || rest.trim() !== '' || scope.depth() > 0 || !hasRoot)
        throw new SyntaxError('the end is missing');
    },
  };
}

/** Where the `>` of a tag stands, outside the quotes of its attributes; -1 when it is not there. */
function endOfTag(text: string, from: number): number {
  let quote = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 0x3e) return at;
    else if (code === 0x22 || code === 0x27) quote = code;
    else if (code === 0x3c) throw new SyntaxError('a tag inside a tag');
  }
  return -1;
}
