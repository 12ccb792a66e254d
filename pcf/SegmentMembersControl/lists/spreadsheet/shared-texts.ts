import { tableLimits } from '../list-table';
import { unescapedText } from './escaped-text';
import { readXmlPart, type XmlPackage } from './xml-part';

/** Puts a text together from its runs, leaving out how it is pronounced. */
export interface TextRuns {
  open(name: string): void;
  close(name: string): void;
  text(text: string): void;
  /** The text so far; the next begins. */
  take(): string;
}

export function createTextRuns(): TextRuns {
  let isText = false;
  let phonetic = 0;
  let whole = '';
  return {
    open(name) {
      if (name === 't') isText = true;
      else if (name === 'rPh') phonetic += 1;
    },
    close(name) {
      if (name === 't') isText = false;
      else if (name === 'rPh') phonetic -= 1;
    },
    text(text) {
      if (isText && phonetic === 0) whole += text;
    },
    take() {
      const taken = unescapedText(whole).trim();
      whole = '';
      return taken;
    },
  };
}

/** The texts that cells refer to by their place. Throws UnreadableList, Cancelled. */
export async function readSharedTexts(
  source: XmlPackage,
  part: string,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const texts: string[] = [];
  const runs = createTextRuns();
  await readXmlPart(
    source,
    part,
    {
      open: ({ name }) => runs.open(name),
      close(name, depth) {
        runs.close(name);
        if (name !== 'si' || depth !== 2) return;
        if (texts.push(runs.take()) > tableLimits.cells) throw new SyntaxError('too many texts');
      },
      text: (text) => runs.text(text),
    },
    { signal },
  );
  return texts;
}
