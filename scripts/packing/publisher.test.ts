import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFolder } from '../../solution-package';
import { readPublisher, withPublisher } from './publisher';

const root = join(__dirname, '..', '..');
const other = {
  name: 'Contoso',
  stackOwner: 'Contoso Ltd',
  email: 'support@contoso.com',
  supportUrl: 'https://contoso.com/support',
  website: 'https://contoso.com',
  privacyPolicy: 'https://contoso.com/privacy',
};

describe('the publisher of the connector', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'publisher-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function fileWith(content: unknown): string {
    const path = join(folder, 'publisher.json');
    writeFileSync(path, JSON.stringify(content));
    return path;
  }

  it('is the repository’s own in the files as they are, and neither a placeholder nor Microsoft', () => {
    const connector = readFolder(join(root, 'connector'));
    const own = readPublisher(root);
    const written = withPublisher(connector, own);
    for (const file of ['apiDefinition.swagger.json', 'apiProperties.json'])
      expect(Buffer.from(written.get(file) ?? []).toString()).toBe(
        Buffer.from(connector.get(file) ?? []).toString(),
      );
    expect(JSON.stringify(own)).not.toMatch(/example\.com|microsoft\.com|microsoft corporation/i);
  });

  it('comes from a file into every place that names one', () => {
    const written = withPublisher(readFolder(join(root, 'connector')), readPublisher(root, fileWith(other)));
    const json = (file: string) => JSON.parse(Buffer.from(written.get(file) ?? []).toString()) as unknown;
    expect(json('apiProperties.json')).toMatchObject({
      properties: { publisher: 'Contoso', stackOwner: 'Contoso Ltd' },
    });
    expect(json('apiDefinition.swagger.json')).toMatchObject({
      info: { contact: { name: 'Contoso', url: other.supportUrl, email: other.email } },
      'x-ms-connector-metadata': [
        { propertyName: 'Website', propertyValue: other.website },
        { propertyName: 'Privacy policy', propertyValue: other.privacyPolicy },
        { propertyName: 'Categories' },
      ],
    });
  });

  it.each([
    [{ ...other, email: '' }, /'email' of the publisher is missing/],
    [{ ...other, phone: '1' }, /'phone' is no field of a publisher/],
    ['Contoso', /holds no publisher/],
  ])('is refused with the field that is wrong', (content, words) => {
    expect(() => readPublisher(root, fileWith(content))).toThrow(words);
  });

  it('is refused with the file that is not there', () => {
    expect(() => readPublisher(root, join(folder, 'gone.json'))).toThrow(/gone\.json cannot be read/);
  });
});
