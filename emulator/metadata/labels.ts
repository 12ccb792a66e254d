import { createHash } from 'node:crypto';

/** Ids of metadata that are the same in every environment. */
export function metadataId(...names: readonly string[]): string {
  const hash = createHash('sha256').update(names.join('/')).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

const ENGLISH = 1033;

/** A text in the organisation's language, as metadata holds it. */
export function label(text: string | undefined): object {
  if (text === undefined) return { LocalizedLabels: [], UserLocalizedLabel: null };
  const localised = {
    Label: text,
    LanguageCode: ENGLISH,
    IsManaged: true,
    MetadataId: metadataId('label', text),
    HasChanged: null,
  };
  return { LocalizedLabels: [localised], UserLocalizedLabel: localised };
}

/** A property that solutions may change or not. */
export function managedProperty(value: unknown, name: string): object {
  return { Value: value, CanBeChanged: true, ManagedPropertyLogicalName: name };
}
