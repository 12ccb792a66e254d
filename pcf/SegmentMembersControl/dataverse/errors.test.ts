import { failureInResponse, failureOf } from './errors';
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
    [403, 'forbidden'],
    [502, 'unreachable'],
    [503, 'unreachable'],
  ])('of status %d is %s', (status, kind) => {
    expect(judge({ httpStatusCode: status, message: 'm' }).kind).toBe(kind);
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
  });
});
