import { unescapedText } from './escaped-text';
import { builtInFormat, numberFormat, type NumberFormat } from './number-format';
import type { DateSystem } from './serial-date';
import { readXmlPart, type XmlPackage } from './xml-part';

/** How the numbers of cells are shown, by the number of the cell's style. */
export interface Styles {
  formatOf(style: string | undefined): NumberFormat;
}

/** More styles than spreadsheet programs allow. */
const mostStyles = 100_000;

/** Longest code of a format that spreadsheet programs write. */
const longestCode = 255;

const formatCode = (written: string): string => unescapedText(written).slice(0, longestCode);

/** Throws UnreadableList, Cancelled. */
export async function readStyles(
  source: XmlPackage,
  part: string,
  system: DateSystem,
  signal?: AbortSignal,
): Promise<Styles> {
  const codes = new Map<number, string>();
  const formatIds: number[] = [];
  let list = '';
  await readXmlPart(
    source,
    part,
    {
      open(element, depth) {
        if (depth === 2) list = element.name;
        else if (element.name === 'numFmt')
          codes.set(Number(element.attribute('numFmtId')), formatCode(element.attribute('formatCode') ?? ''));
        else if (element.name === 'xf' && list === 'cellXfs' && depth === 3) {
          if (formatIds.push(Number(element.attribute('numFmtId') ?? 0)) > mostStyles)
            throw new SyntaxError('styles');
        }
      },
      close: () => undefined,
      text: () => undefined,
    },
    { signal },
  );
  const formats = new Map<number, NumberFormat>();
  return {
    formatOf(style) {
      const id = formatIds[Number(style ?? 0)] ?? 0;
      let format = formats.get(id);
      if (!format) {
        format = numberFormat(codes.get(id) ?? builtInFormat(id), system);
        formats.set(id, format);
      }
      return format;
    },
  };
}
