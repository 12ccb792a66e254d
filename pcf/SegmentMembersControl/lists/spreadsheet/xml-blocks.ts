import { createSlices } from '../../bulk/slices';

/**
 * The elements of one name in a stream of XML, each as its whole text. Enough for the flat lists that spreadsheets
 * are made of, and much quicker than a document of 200,000 rows. Gives the page its turn; throws Cancelled.
 */
export async function* elementsIn(
  pieces: AsyncIterable<string>,
  name: string,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const element = new RegExp(`<((?:\\w+:)?${name})(?=[\\s/>])(?:[^>]*/>|[\\s\\S]*?</\\1>)`, 'g');
  const slices = createSlices(signal);
  let rest = '';
  for await (const piece of pieces) {
    rest += piece;
    let taken = 0;
    element.lastIndex = 0;
    for (let found = element.exec(rest); found; found = element.exec(rest)) {
      taken = element.lastIndex;
      yield found[0];
      if (slices.isOver()) await slices.next();
    }
    rest = rest.slice(taken);
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text with its entities resolved. */
export function plainText(xml: string): string {
  if (!xml.includes('&')) return xml;
  return xml.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (all: string, hex?: string, decimal?: string, name?: string) => {
      const code = hex ? parseInt(hex, 16) : decimal ? Number(decimal) : undefined;
      if (code === undefined) return entities[name ?? ''] ?? all;
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}

/** The value of an attribute in an element's text. */
export function attributeOf(element: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(element.slice(0, element.indexOf('>')))?.[1];
}

/** The texts of all `t` elements put together, without pronunciations. */
export function textIn(element: string): string {
  const spoken = element.replace(/<((?:\w+:)?rPh)\b[\s\S]*?<\/\1>/g, '');
  const texts = spoken.match(/<(?:\w+:)?t(?:\s[^>]*)?>[^<]*/g) ?? [];
  return plainText(texts.map((text) => text.slice(text.indexOf('>') + 1)).join(''));
}
