import { unreadableAnswer } from './errors';

/** Whether an answer is a page for people, as a sign-in, a proxy or a firewall gives with status 200. */
export function isPageForPeople(response: Response): boolean {
  return /\bhtml\b/i.test(response.headers.get('Content-Type') ?? '');
}

/** The JSON of an answer that is due to have some. Throws a failure for an answer without, or with half of it. */
export async function jsonIn(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw unreadableAnswer();
  }
}
