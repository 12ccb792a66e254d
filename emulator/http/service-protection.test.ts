import { DataverseError } from '../dataverse-error';
import { ServiceProtection, type ProtectionLimits } from './service-protection';

const user = 'nora';
let now: number;

beforeEach(() => (now = 1_000_000_000_500));

const protection = (limits: Partial<ProtectionLimits> = {}): ServiceProtection =>
  new ServiceProtection({ windowSeconds: 300, ...limits }, () => now);

const refusalOf = (enter: () => unknown): DataverseError => {
  try {
    enter();
  } catch (error) {
    if (error instanceof DataverseError) return error;
  }
  throw new Error('It was let in.');
};

it('requests over the number of a window wait until the first of them has left it', () => {
  const limited = protection({ requestsPerWindow: 2 });
  limited.enter(user)();
  now += 10_000;
  limited.enter(user)();
  expect(refusalOf(() => limited.enter(user))).toMatchObject({
    status: 429,
    code: '0x80072322',
    message: 'Number of requests exceeded the limit of 2 over time window of 300 seconds.',
    retryAfter: 290,
  });
  now += 288_000;
  expect(refusalOf(() => limited.enter(user)).retryAfter).toBe(2);
  now += 1500;
  limited.enter(user)();
  expect(refusalOf(() => limited.enter(user)).retryAfter).toBe(10);
});

it('a second that is 300 seconds old counts no more', () => {
  now = 1_000_000_000_000;
  const limited = protection({ requestsPerWindow: 1 });
  limited.enter(user)();
  now += 299_999;
  expect(refusalOf(() => limited.enter(user)).retryAfter).toBe(1);
  now += 1;
  expect(() => limited.enter(user)).not.toThrow();
});

it('requests at the same time wait for one of them to end', () => {
  const limited = protection({ concurrentRequests: 2 });
  const leave = limited.enter(user);
  limited.enter(user);
  expect(refusalOf(() => limited.enter(user))).toMatchObject({
    status: 429,
    code: '0x80072326',
    message: 'Number of concurrent requests exceeded the limit of 2.',
    retryAfter: 1,
  });
  leave();
  expect(() => limited.enter(user)).not.toThrow();
  expect(() => limited.enter(user)).toThrow('concurrent');
  expect(() => limited.enter('omar')).not.toThrow();
});

it('the time that requests take is added up', () => {
  const limited = protection({ executionMillisecondsPerWindow: 1_200_000 });
  const first = limited.enter(user);
  now += 700_000;
  first();
  const second = limited.enter(user);
  now += 1_200_000;
  second();
  // What began longer ago than the window counts no more.
  const third = limited.enter(user);
  now += 100;
  third();
  expect(limited.headers(user)['x-ms-ratelimit-time-remaining-xrm-requests']).toBe('1,199.90');
  now += 200;
  const fourth = limited.enter(user);
  now += 200;
  fourth();
  expect(limited.headers(user)).toEqual({
    'x-ms-ratelimit-burst-remaining-xrm-requests': '5998',
    'x-ms-ratelimit-time-remaining-xrm-requests': '1,199.70',
  });
});

it('requests are refused from the millisecond on that is one too many', () => {
  const limited = protection({ executionMillisecondsPerWindow: 1200 });
  const first = limited.enter(user);
  now += 1199;
  first();
  const second = limited.enter(user);
  now += 1;
  second();
  expect(refusalOf(() => limited.enter(user))).toMatchObject({
    status: 429,
    code: '0x80072321',
    message:
      'Combined execution time of incoming requests exceeded limit of 1,200 milliseconds over time window of 300 ' +
      'seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.',
    retryAfter: 299,
  });
});

it('what is left is never below nothing', () => {
  const limited = protection({ requestsPerWindow: 2, executionMillisecondsPerWindow: 1000 });
  expect(limited.headers(user)).toEqual({
    'x-ms-ratelimit-burst-remaining-xrm-requests': '2',
    'x-ms-ratelimit-time-remaining-xrm-requests': '1.00',
  });
  const leave = limited.enter(user);
  now += 1250;
  leave();
  expect(limited.headers(user)).toEqual({
    'x-ms-ratelimit-burst-remaining-xrm-requests': '1',
    'x-ms-ratelimit-time-remaining-xrm-requests': '0.00',
  });
});
