import { TimedOut } from '../bulk/judgement';
import { failureInResponse, failureOf, tooBusy, unreadableAnswer } from './errors';
import { failureMessageOf } from './failure-message';
import { judge } from './judge';

const throttled = {
  errorCode: 2147951394,
  message: 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.',
};

describe('what Dataverse rejects with', () => {
  it('is known from the documented members alone', () => {
    expect(failureOf(throttled)).toMatchObject({ status: 429, code: '0x80072322' });
    expect(judge(throttled)).toEqual({ kind: 'throttled', retryAfterMilliseconds: undefined });
  });

  it('is known from a signed code as the SDK writes it', () => {
    expect(failureOf({ errorCode: -2147015902, message: 'x' }).code).toBe('0x80072322');
  });

  it('has the Retry-After of the raw answer that apps give', () => {
    const raw = JSON.stringify({ _httpStatusCode: 429, _headers: { 'retry-after': '7' } });
    expect(judge({ ...throttled, raw })).toEqual({ kind: 'throttled', retryAfterMilliseconds: 7000 });
  });

  it('has the Retry-After of headers with a getter', () => {
    const headers = new Headers({ 'Retry-After': '2' });
    expect(failureOf({ ...throttled, status: 429, headers }).retryAfterMilliseconds).toBe(2000);
  });

  it('is unreachable when no code came', () => {
    expect(judge(new TypeError('Failed to fetch'))).toEqual({
      kind: 'unreachable',
      reason: 'Failed to fetch',
    });
    expect(judge({ errorCode: 0, message: 'gone' })).toEqual({ kind: 'unreachable', reason: 'gone' });
  });

  it.each([
    [400, 'refused'],
    [404, 'refused'],
    [412, 'refused'],
    [401, 'signedOut'],
    [403, 'forbidden'],
    [408, 'failing'],
    [500, 'failing'],
    [504, 'unreachable'],
    [502, 'unreachable'],
    [503, 'unreachable'],
  ])('of status %d is %s', (status, kind) => {
    expect(judge({ httpStatusCode: status, message: 'm' }).kind).toBe(kind);
  });

  it.each([
    ['0x80040265', 'a plug-in that says no', 'refused'],
    ['0x80040217', 'a record that is not there', 'refused'],
    ['0x80040203', 'a wrong argument', 'refused'],
    ['0x80040216', 'something unexpected', 'failing'],
    ['0x80044150', 'a generic SQL error', 'failing'],
    ['0x80044151', 'an SQL timeout', 'failing'],
    ['0x80040224', 'a plug-in that broke', 'failing'],
    ['0x8004dead', 'what nobody knows', 'failing'],
    ['0x80072321', 'too much execution time', 'throttled'],
    ['0x80072326', 'too many calls at once', 'throttled'],
    ['0x8005f101', 'a token that has expired', 'signedOut'],
    ['0x80040220', 'a missing privilege', 'forbidden'],
  ])('of code %s alone, %s, is %s', (code, _, kind) => {
    expect(judge({ errorCode: Number(code), message: 'm' }).kind).toBe(kind);
    expect(judge({ errorCode: Number(code) | 0, message: 'm' }).kind).toBe(kind);
  });

  it('says nothing against a person when the status is 400 and the code is one of the server itself', () => {
    const error = { errorCode: Number('0x80044151'), httpStatusCode: 400, message: 'SQL timeout expired.' };
    expect(judge(error)).toEqual({ kind: 'failing', reason: 'SQL timeout expired.' });
  });

  it('asks to wait when it is 503 with a Retry-After, as 429 does', () => {
    const headers = { 'Retry-After': '3' };
    expect(judge({ httpStatusCode: 503, message: 'busy', headers })).toEqual({
      kind: 'throttled',
      retryAfterMilliseconds: 3000,
    });
  });

  it('asks to wait until a date', () => {
    const inTenSeconds = new Date(Date.now() + 10_000).toUTCString();
    const { retryAfterMilliseconds: wait } = failureOf({
      ...throttled,
      headers: { 'retry-after': inTenSeconds },
    });
    expect(wait).toBeGreaterThan(8000);
    expect(wait).toBeLessThanOrEqual(10_000);
    const past = failureOf({ ...throttled, headers: { 'retry-after': new Date(0).toUTCString() } });
    expect(past.retryAfterMilliseconds).toBe(0);
  });

  it.each([
    ['errorCode', { errorCode: -2147220969 }],
    ['code', { code: '0x80040217' }],
    ['the raw answer', { raw: '{"_errorCode":-2147220969}' }],
    ['a raw answer that was parsed', { raw: { _errorCode: 2147746327 } }],
  ])('has the code of %s', (_, error) => {
    expect(failureOf(error)).toMatchObject({ name: 'DataverseFailure', status: 404, code: '0x80040217' });
  });

  it.each([[null], [''], [0], ['0'], ['x'], [undefined]])('has no code in %j', (errorCode) => {
    expect(failureOf({ errorCode })).toMatchObject({ status: 0, code: '', message: 'HTTP 0' });
  });

  it('has eight digits in its code, be they noughts', () => {
    expect(failureOf({ errorCode: 0x1f })).toMatchObject({ status: 500, code: '0x0000001f' });
  });

  it.each([
    [{ status: 404 }, 404],
    [{ httpStatusCode: '404' }, 404],
    [{ statusCode: 404 }, 404],
    [{ raw: '{"_httpStatusCode":404}' }, 404],
    [{ status: 400 }, 400],
    [{ status: 599 }, 599],
    // No status of a refusal: what a client or a page made up.
    [{ status: 200, httpStatusCode: 404 }, 404],
    [{ status: 399 }, 0],
    [{ status: 600 }, 0],
    [{ status: 'error', errorCode: -2147220969 }, 404],
  ])('of %j has the status %d', (error, status) => {
    expect(failureOf(error).status).toBe(status);
  });

  it.each([
    [{ retryAfter: 4 }, 4000],
    [{ 'Retry-After': '4' }, 4000],
    [{ retryAfter: 4, headers: { 'Retry-After': '5' } }, 4000],
    [{ headers: { 'X-Other': '9', 'RETRY-AFTER': '5' } }, 5000],
    [{ headers: { 'X-Other': '9' } }, undefined],
    [{ headers: { 'Retry-After': '' } }, undefined],
    [{ headers: { 'Retry-After': ['5'] } }, undefined],
    [{ retryAfter: 'soon' }, undefined],
    [{ retryAfter: -5 }, 0],
    [{}, undefined],
  ])('of %j asks to wait %d ms', (error, wait) => {
    expect(failureOf({ status: 429, ...error }).retryAfterMilliseconds).toBe(wait);
  });

  it('has the words of the error, of a text that was thrown, or its status', () => {
    expect(failureOf({ message: 'a' }).message).toBe('a');
    expect(failureOf('b').message).toBe('b');
    expect(failureOf({ status: 500, message: 7 }).message).toBe('HTTP 500');
    expect(failureOf(new TimedOut())).toMatchObject({ status: 408, code: '' });
  });

  it('of an answer that says all is well and cannot be read is one of the server, unlike too long a wait', () => {
    expect(unreadableAnswer()).toMatchObject({ code: '', message: '' });
    expect(tooBusy()).toMatchObject({ status: 429, code: '', message: '' });
    expect(judge(unreadableAnswer()).kind).toBe('failing');
    expect(judge(tooBusy()).kind).toBe('throttled');
  });

  it.each([
    ['No.', 'No.'],
    [' No. ', 'No.'],
    ['', ''],
    ['No.\n  at Thing.Do()', 'No.'],
    ['No.\nat Thing.Do()', 'No.'],
    ['Look at this.\nAnd that.', 'Look at this.\nAnd that.'],
    ['One.\r\nTwo.', 'One.'],
    ["Exception 'InvalidPluginExecutionException' occured: No.", 'No.'],
    ["Exception 'X' occured: A\nB, CorrelationId: 0f-1", 'A\nB'],
    ["It said: Exception 'X' occured: No.", "It said: Exception 'X' occured: No."],
  ])('%j is said as %j', (message, said) => {
    expect(failureMessageOf({ errorCode: 0, message: message || ' ' }).said).toBe(said);
  });

  it.each([
    [502, 'Failed_Connection'],
    [504, 'Failed_Connection'],
    [503, 'Failed_Busy'],
    [500, 'Failed'],
  ])('of status %d is told as %s', (status, key) => {
    expect(failureMessageOf({ status, message: 'm' }).key).toBe(key);
  });

  it('is a refusal of status 404 or 412 whatever its code, and waits are for 429 and 503 alone', () => {
    expect(judge({ status: 404, errorCode: 0x1f, message: 'm' }).kind).toBe('refused');
    expect(judge({ status: 400, errorCode: 0x1f, message: 'm' }).kind).toBe('failing');
    expect(judge({ status: 502, retryAfter: 5, message: 'm' }).kind).toBe('unreachable');
    expect(judge({ errorCode: Number('0x80040237'), message: 'm' }).kind).toBe('refused');
  });

  it('is told to people without the words of browsers and plug-ins', () => {
    expect(failureMessageOf(new TypeError('Failed to fetch')).key).toBe('Failed_Connection');
    expect(failureMessageOf({ httpStatusCode: 401, message: 'x' }).key).toBe('Failed_SignedOut');
    expect(failureMessageOf(new TimedOut()).key).toBe('Failed_NoAnswer');
    expect(failureMessageOf(unreadableAnswer()).key).toBe('Failed_Unreadable');
    expect(failureMessageOf(throttled).key).toBe('Failed_Busy');
    const plugIn = {
      errorCode: Number('0x80040265'),
      message:
        "Exception 'InvalidPluginExecutionException' occured: The group is full, CorrelationId: 0f5b0c7f-395d-447b-b14c-315a601f878e",
    };
    expect(failureMessageOf(plugIn)).toEqual({ key: 'Failed', said: 'The group is full' });
    const stack = { errorCode: Number('0x80040203'), message: 'No.\r\n   at Microsoft.Crm.Thing.Do()' };
    expect(failureMessageOf(stack).said).toBe('No.');
  });

  it('has code and message of the error envelope', async () => {
    const body = JSON.stringify({ error: { code: '0x80060882', message: 'changed' } });
    const failure = await failureInResponse(new Response(body, { status: 412 }));
    expect(failure).toMatchObject({ status: 412, code: '0x80060882', message: 'changed' });
  });

  it('survives an answer that is no JSON', async () => {
    const failure = await failureInResponse(
      new Response('<html>', { status: 502, statusText: 'Bad Gateway' }),
    );
    expect(failure).toMatchObject({ status: 502, code: '', message: 'Bad Gateway' });
    expect((await failureInResponse(new Response(null, { status: 500 }))).message).toBe('HTTP 500');
    const broken = new Response('x', { status: 500 });
    await broken.text();
    expect(await failureInResponse(broken)).toMatchObject({ status: 500, code: '', message: 'HTTP 500' });
  });

  it('has the Retry-After of the answer', async () => {
    const headers = { 'Retry-After': '3' };
    const failure = await failureInResponse(new Response('', { status: 429, headers }));
    expect(failure.retryAfterMilliseconds).toBe(3000);
  });
});
