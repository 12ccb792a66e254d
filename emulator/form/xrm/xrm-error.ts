/** `documented`: errorCode and message only; `full`: what errors were seen to carry in model-driven apps. */
export type ErrorDetail = 'documented' | 'full';

export interface XrmErrorContents {
  /** Dataverse's code as an unsigned number, e.g. 2147746327 for 0x80040217; 0 when no answer came. */
  readonly errorCode: number;
  readonly message: string;
  readonly code?: number;
  readonly title?: string;
  readonly httpStatusCode?: number;
  /** JSON text with the answer itself. */
  readonly raw?: string;
}

/**
 * What promises of `Xrm.WebApi` reject with.
 * Source: "Xrm.WebApi (Client API reference)": errorCode, message; the further members are assumed.
 */
export class XrmError extends Error {
  readonly errorCode: number;
  declare readonly code?: number;
  declare readonly title?: string;
  declare readonly httpStatusCode?: number;
  declare readonly raw?: string;

  constructor(contents: XrmErrorContents) {
    super(contents.message);
    this.errorCode = contents.errorCode;
    const { errorCode: _, message: __, ...more } = contents;
    Object.assign(this, more);
  }
}

/** The error for an answer that is not ok, whatever its body is. */
export async function xrmErrorOf(response: Response, detail: ErrorDetail): Promise<XrmError> {
  const text = await response.text();
  const { code, message } = errorIn(text);
  const errorCode = Number.isNaN(Number(code)) ? 0 : Number(code);
  const contents = { errorCode, message: message || response.statusText || `HTTP ${response.status}` };
  if (detail === 'documented') return new XrmError(contents);
  return new XrmError({
    ...contents,
    code: errorCode,
    title: contents.message,
    httpStatusCode: response.status,
    raw: JSON.stringify({
      _errorCode: errorCode,
      _httpStatusCode: response.status,
      _responseText: text,
      _headers: Object.fromEntries(response.headers.entries()),
    }),
  });
}

function errorIn(text: string): { code: string; message: string } {
  try {
    const { error } = JSON.parse(text) as { error?: { code?: unknown; message?: unknown } };
    return { code: textOf(error?.code), message: textOf(error?.message) };
  } catch {
    return { code: '', message: '' };
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
