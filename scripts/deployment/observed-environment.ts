import type { Answer, Environment } from '../../observing';
import { createSender, webApiRequest } from './http-client';
import type { WebApiOptions } from './web-api';

const passing: readonly number[] = [429, 502, 503, 504];
const attempts = 5;
/** A refusal of a plug-in may come as 500, and so may trouble that passes: what is said twice more is a refusal. */
const attemptsAtErrors = 3;

/** An environment to observe: every answer as it is, refusals included. What passes is tried again. */
export function observedEnvironment({ environment, token, wait }: WebApiOptions): Environment {
  const send = createSender();
  return {
    wait,
    async send(method, path, body) {
      for (let attempt = 1; ; attempt += 1) {
        const url = `${environment}/api/data/v9.2/${path.replaceAll(' ', '%20')}`;
        const { status, bodyAsText, headers } = await send(webApiRequest(url, method, await token(), body));
        const most = passing.includes(status) ? attempts : status === 500 ? attemptsAtErrors : 1;
        if (attempt >= most) return answerOf(status, bodyAsText ?? '');
        await wait((Number(headers.get('retry-after')) || 5) * 1000);
      }
    },
  };
}

/** @throws Error for what says nothing of the experiment: no permission, trouble of the server. */
function answerOf(status: number, text: string): Answer {
  const body = parsed(text);
  const error = (body as { error?: { code?: string; message?: string } } | undefined)?.error;
  if ([401, 403, ...passing].includes(status)) {
    throw new Error(`The environment answered ${status}: ${error?.message ?? 'without a reason'}`);
  }
  const refusal = {
    code: error?.code ?? '',
    message: error?.message ?? `The environment answered ${status}.`,
  };
  return { status, body, refusal: status >= 400 ? refusal : undefined };
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}
