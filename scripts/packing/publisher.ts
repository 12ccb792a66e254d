import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SolutionFolder } from '../../solution-package';

/** Who publishes the connector: what certification asks for, in one place. */
export interface Publisher {
  /** As makers read it beside the connector. */
  readonly name: string;
  /** Who owns the service behind the connector. */
  readonly stackOwner: string;
  readonly email: string;
  /** Where makers find help. */
  readonly supportUrl: string;
  readonly website: string;
  readonly privacyPolicy: string;
}

const fields = ['name', 'stackOwner', 'email', 'supportUrl', 'website', 'privacyPolicy'] as const;

/**
 * The publisher in a file of these six fields, or the repository's own in `publisher` of package.json.
 * @throws Error that names the file and the field that is missing, empty or unknown.
 */
export function readPublisher(root: string, file?: string): Publisher {
  const path = file ?? join(root, 'package.json');
  const content = objectIn(path);
  const given = file === undefined ? content['publisher'] : content;
  if (typeof given !== 'object' || given === null) throw new Error(`${path} holds no publisher.`);
  const values = given as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(values).find((name) => !fields.some((field) => field === name));
  if (unknown !== undefined) throw new Error(`${path}: '${unknown}' is no field of a publisher.`);
  const text = (name: (typeof fields)[number]): string => {
    const value = values[name];
    if (typeof value === 'string' && value.trim() !== '') return value;
    throw new Error(`${path}: '${name}' of the publisher is missing.`);
  };
  return {
    name: text('name'),
    stackOwner: text('stackOwner'),
    email: text('email'),
    supportUrl: text('supportUrl'),
    website: text('website'),
    privacyPolicy: text('privacyPolicy'),
  };
}

function objectIn(path: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new Error(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

interface Definition {
  readonly info: Readonly<Record<string, unknown>>;
  readonly 'x-ms-connector-metadata': readonly { propertyName: string; propertyValue: string }[];
}

/** The files of a connector with the publisher in every place that names one. */
export function withPublisher(connector: SolutionFolder, publisher: Publisher): SolutionFolder {
  const { name, stackOwner, email, supportUrl, website, privacyPolicy } = publisher;
  const links: Readonly<Record<string, string>> = { Website: website, 'Privacy policy': privacyPolicy };
  return new Map(connector)
    .set(
      'apiDefinition.swagger.json',
      changed<Definition>(connector, 'apiDefinition.swagger.json', (definition) => ({
        ...definition,
        info: { ...definition.info, contact: { name, url: supportUrl, email } },
        'x-ms-connector-metadata': definition['x-ms-connector-metadata'].map((entry) => ({
          ...entry,
          propertyValue: links[entry.propertyName] ?? entry.propertyValue,
        })),
      })),
    )
    .set(
      'apiProperties.json',
      changed<{ properties: object }>(connector, 'apiProperties.json', (file) => ({
        ...file,
        properties: { ...file.properties, publisher: name, stackOwner },
      })),
    );
}

/** A JSON file of a folder, changed. */
export function changed<T>(folder: SolutionFolder, file: string, change: (content: T) => T): Uint8Array {
  const content = JSON.parse(Buffer.from(folder.get(file) ?? []).toString('utf8')) as T;
  return Buffer.from(`${JSON.stringify(change(content), null, 4)}\n`);
}
