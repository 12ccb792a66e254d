/**
 * `[Content_Types].xml` as SolutionPackager writes it: xml is text/xml, every other extension and every further
 * xml part is octet-stream. A part whose extension is not declared would be no part of the package.
 * @throws Error for a part without extension, which none of our components has.
 */
export function contentTypesOf(parts: readonly string[]): Uint8Array {
  const further = parts.filter((part) => part !== 'solution.xml' && part !== 'customizations.xml');
  const extensions = new Set(further.map(extensionOf).filter((extension) => extension !== 'xml'));
  const defaults = ['xml', ...extensions].map(
    (extension) =>
      `<Default Extension="${extension}" ContentType="${extension === 'xml' ? 'text/xml' : 'application/octet-stream'}" />`,
  );
  const overrides = further
    .filter((part) => extensionOf(part) === 'xml')
    .map((part) => `<Override PartName="/${part}" ContentType="application/octet-stream" />`);
  const types = 'http://schemas.openxmlformats.org/package/2006/content-types';
  return new TextEncoder().encode(
    `\uFEFF<?xml version="1.0" encoding="utf-8"?><Types xmlns="${types}">${defaults.join('')}${overrides.join('')}</Types>`,
  );
}

function extensionOf(part: string): string {
  const extension = /\.([^./]+)$/.exec(part)?.[1];
  if (extension === undefined) throw new Error(`The part ${part} has no extension.`);
  return extension;
}
