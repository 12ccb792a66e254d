import { badRequest, errorCodes, type DataverseError } from '../dataverse-error';
import type { Message, MessageParameter, MessageProperty, MessageType } from '../messages';
import { FractionalNumber, queryRefused } from '../odata';
import { payloadError } from '../store';

/** @throws DataverseError for unknown, missing and mistyped parameters, in Dataverse's words. */
export function checkedParameters(message: Message, given: Record<string, unknown>): Record<string, unknown> {
  const known = new Map(message.parameters.map((parameter) => [parameter.name, parameter]));
  for (const name of Object.keys(given)) {
    if (name.includes('@') || known.has(name)) continue;
    throw refused(
      message,
      message.kind === 'function'
        ? `The function '${message.name}' has no parameter '${name}'.`
        : `The parameter '${name}' in the request payload is not a valid parameter for the operation '${message.name}'.`,
    );
  }
  const checked: Record<string, unknown> = {};
  for (const parameter of message.parameters) {
    const value = asTyped(parameter.type, given[parameter.name] ?? undefined);
    if (value === undefined) {
      if (parameter.optional === true) continue;
      throw badRequest(
        errorCodes.invalidArgument,
        `Required parameter '${parameter.name}' of the operation '${message.name}' is missing.`,
      );
    }
    checkType(message, parameter, value);
    checkRange(message, parameter, value);
    checked[parameter.name] = value;
  }
  return checked;
}

/** Numbers and truth values may be written as texts, as Microsoft's reader takes them. */
function asTyped(type: MessageType, value: unknown): unknown {
  if (value instanceof FractionalNumber) return type === 'Edm.Int32' ? value.text : Number(value.text);
  if (typeof value !== 'string') return value;
  if (type === 'Edm.Int32' && /^[+-]?\d{1,10}$/.test(value)) return Number(value);
  if (type === 'Edm.Boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

function checkType(message: Message, { name, type }: MessageProperty, value: unknown): void {
  const item = /^Collection\((.*)\)$/.exec(type)?.[1];
  if (item === undefined) {
    const enumeration = message.enumerationTypes?.find((known) => type === `mscrm.${known.name}`);
    const fits = enumeration?.members.some((member) => member === value) ?? isOfType(type, value);
    if (!fits) throw mistyped(message, value, type);
    checkProperties(message, type, value);
    return;
  }
  if (!Array.isArray(value)) {
    throw refused(
      message,
      message.kind === 'function'
        ? `The parameter '${name}' of the function '${message.name}' takes a collection in square brackets.`
        : "A node of type 'PrimitiveValue' was read from the JSON reader when trying to read the contents of the " +
            `property '${name}'; however, a 'StartArray' node was expected.`,
    );
  }
  const wrong = (value as readonly unknown[]).find((element) => !isOfType(item as MessageType, element));
  if (wrong !== undefined) throw mistyped(message, wrong, item);
}

/** The properties of a complex value are checked as parameters are; which of them may be left out nobody says. */
function checkProperties(message: Message, type: MessageType, value: unknown): void {
  const complex = message.complexTypes?.find(({ name }) => type === `mscrm.${name}`);
  if (complex === undefined) return;
  const given = value as Readonly<Record<string, unknown>>;
  for (const property of complex.properties) checkType(message, property, given[property.name] ?? null);
}

function isOfType(type: MessageType, value: unknown): boolean {
  switch (type) {
    case 'Edm.Int32':
      return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 2_147_483_647;
    case 'Edm.Boolean':
      return typeof value === 'boolean';
    case 'Edm.String':
    case 'Edm.Binary':
      return typeof value === 'string';
    case 'Edm.Guid':
      return typeof value === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
    case 'Edm.DateTimeOffset':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    case 'Collection(Edm.Int64)':
    case 'Collection(Edm.String)':
    default:
      return typeof value === 'object' && value !== null;
  }
}

function mistyped(message: Message, value: unknown, type: string): DataverseError {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return refused(
    message,
    `Cannot convert the literal '${text.slice(0, 100)}' to the expected type '${type}'.`,
  );
}

/** An action's parameters stand in a payload, a function's in the address. */
function refused({ kind }: Message, why: string): DataverseError {
  return kind === 'function' ? queryRefused(why) : payloadError('', `Microsoft.OData.ODataException: ${why}`);
}

function checkRange(message: Message, parameter: MessageParameter, value: unknown): void {
  const size = Array.isArray(value) ? value.length : typeof value === 'number' ? value : undefined;
  if (size === undefined) return;
  const { atMost, atLeast } = parameter;
  const what = Array.isArray(value) ? 'number of items' : 'value';
  if ((atMost !== undefined && size > atMost) || (atLeast !== undefined && size < atLeast)) {
    const bound = atMost !== undefined && size > atMost ? `at most ${atMost}` : `at least ${atLeast ?? 0}`;
    throw badRequest(
      errorCodes.invalidArgument,
      `The ${what} of the parameter '${parameter.name}' of the operation '${message.name}' is ${size}; it must be ${bound}.`,
    );
  }
}
