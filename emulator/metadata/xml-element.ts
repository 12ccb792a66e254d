import { escapeXml } from '../../markup/escape';

/** An XML element without text; enough for CSDL. */
export class XmlElement {
  constructor(
    private readonly name: string,
    private readonly attributes: Readonly<Record<string, string>>,
    private readonly children: readonly XmlElement[],
  ) {}

  toString(): string {
    const attributes = Object.entries(this.attributes).map(
      ([name, value]) => ` ${name}="${escapeXml(value)}"`,
    );
    const start = `<${this.name}${attributes.join('')}`;
    if (this.children.length === 0) return `${start} />`;
    return `${start}>${this.children.map(String).join('')}</${this.name}>`;
  }
}

export function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  children: readonly XmlElement[] = [],
): XmlElement {
  return new XmlElement(name, attributes, children);
}
