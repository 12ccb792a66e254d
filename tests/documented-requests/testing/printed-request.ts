/** A typing error of a page, mended: the text as printed, the text sent, and why. */
export type Mend = readonly [printed: string, sent: string, why: string];

export interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; throws when it is none. */
  json(): Record<string, unknown>;
}

const organisation = /\{\{Org(?:Url|Ulr)\}\}|<Organiza(?:ti|it)on URL>|\[Organization URI\]/gi;

/**
 * Sends an HTTP example as a page prints it: method and address, headers, empty line, body. Placeholders are filled
 * in, comments in the JSON are left out as no JSON reader takes them, and typing errors are mended one by one; a mend
 * that finds nothing to mend throws, so that none outlives its page.
 */
export async function sendPrinted(
  url: string,
  printed: string,
  { values = {}, mends = [] }: { values?: Readonly<Record<string, string>>; mends?: readonly Mend[] } = {},
): Promise<Sent> {
  let text = printed.trim();
  for (const [wrong, right] of mends) {
    if (!text.includes(wrong)) throw new Error(`There is no '${wrong}' to mend.`);
    text = text.replaceAll(wrong, right);
  }
  for (const [placeholder, value] of Object.entries(values)) {
    if (!text.includes(placeholder)) throw new Error(`There is no placeholder '${placeholder}'.`);
    text = text.replaceAll(placeholder, value);
  }
  return send(url, text.replaceAll(organisation, url));
}

async function send(url: string, text: string): Promise<Sent> {
  const lines = text.split('\n');
  const start = /^(GET|POST|PATCH|DELETE):?\s+(.+?)(?:\s+HTTP\/1\.1)?\s*$/.exec(lines[0] ?? '');
  const [, method, printedAddress] = start ?? [];
  if (method === undefined || printedAddress === undefined) throw new Error(`No request: ${lines[0] ?? ''}`);
  const address = printedAddress.startsWith('http') ? printedAddress : `${url}/${printedAddress}`;
  const headers = new Headers();
  let next = 1;
  for (; next < lines.length; next++) {
    const header = /^([A-Za-z-]+): (.+)$/.exec(lines[next] ?? '');
    if (header === null) break;
    headers.set(header[1] ?? '', (header[2] ?? '').trim());
  }
  const body = withoutComments(lines.slice(next).join('\n')).trim();
  if (body !== '' && !headers.has('Content-Type')) headers.set('Content-Type', 'application/json');
  const response = await fetch(address.replaceAll(' ', '%20'), {
    method,
    headers,
    ...(body === '' ? {} : { body }),
  });
  const answer = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text: answer,
    json: () => JSON.parse(answer) as Record<string, unknown>,
  };
}

/** Leaves out `// …` at the end of lines; none of the pages has a text with two slashes and a blank in it. */
function withoutComments(json: string): string {
  return json.replace(/(^|[\s,])\/\/ .*$/gm, '$1');
}

/** Asks until the answer holds, for what Dataverse does after it has answered. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 5000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('It did not come to pass within five seconds.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
