import { Faults, readFaultPlan, type FaultRule } from './faults';

const errorOf = (rule: FaultRule): unknown => new Faults({ rules: [rule] }).next('GET', 'contacts').error;

describe('a plan of faults', () => {
  it.each([
    ['{', 'it is not JSON: '],
    ['5', 'it has no list of rules'],
    ['null', 'it has no list of rules'],
    ['{"rules":{}}', 'it has no list of rules'],
    ['{"rules":[],"seed":"7"}', 'its seed is no number'],
    [
      '{"rules":[{}]}',
      'rule 1 needs a kind, one of latency, throttle, unavailable, error, cutBefore, cutAfter',
    ],
    ['{"rules":[{"kind":"error"},null]}', 'rule 2 needs a kind'],
    ['{"rules":[{"kind":"error"},{"kind":"error","often":3}]}', "rule 2 has an unknown field 'often'"],
    ['{"rules":[{"kind":"error","toString":"x"}]}', "rule 1 has an unknown field 'toString'"],
    ['{"rules":[{"kind":"error","method":5}]}', "field 'method' of rule 1 is no string"],
    ['{"rules":[{"kind":"error","operation":5}]}', "field 'operation' of rule 1 is no string"],
    ...['probability', 'milliseconds', 'retryAfter', 'times'].flatMap((name) => [
      [`{"rules":[{"kind":"error","${name}":"1"}]}`, `field '${name}' of rule 1 is no number`],
      [`{"rules":[{"kind":"error","${name}":-1}]}`, `field '${name}' of rule 1 is below 0`],
    ]),
  ])('as %s is refused: %s', (text, what = '') => {
    expect(() => readFaultPlan(text)).toThrow(`The plan of faults is not usable: ${what}`);
  });

  it('may have a seed, and numbers of 0', () => {
    const rules = [{ kind: 'latency', milliseconds: 0, operation: 'contacts', method: 'GET' }];
    expect(readFaultPlan(JSON.stringify({ rules }))).toEqual({ rules });
    expect(readFaultPlan(JSON.stringify({ rules, seed: 7 }))).toEqual({ rules, seed: 7 });
  });
});

describe('a fault', () => {
  it.each([
    ['throttle', 429, 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.'],
    ['unavailable', 503, 'The service is unavailable.'],
  ] as const)('of the kind %s says when to come again, where it is to', (kind, status, message) => {
    expect(errorOf({ kind })).toMatchObject({ status, message, retryAfter: 1 });
    expect(errorOf({ kind, retryAfter: 7 })).toMatchObject({ status, retryAfter: 7 });
    expect(errorOf({ kind, retryAfter: 0 })).toMatchObject({ status, retryAfter: undefined });
  });

  it('of the kind error is of the server', () => {
    expect(errorOf({ kind: 'error' })).toMatchObject({
      status: 500,
      message: 'An unexpected error occurred.',
    });
  });

  it('strikes its operation and method only, as often as it may', () => {
    const faults = new Faults({
      rules: [{ kind: 'error', operation: 'contacts', method: 'patch', times: 2 }],
    });
    const fails = (method: string, operation: string): boolean =>
      faults.next(method, operation).error !== undefined;
    expect([fails('GET', 'contacts'), fails('PATCH', 'leads')]).toEqual([false, false]);
    expect([1, 2, 3].map(() => fails('PATCH', 'contacts'))).toEqual([true, true, false]);
  });

  it('comes as often as is probable, in an order that its seed makes', () => {
    const strikes = (seed?: number): readonly boolean[] => {
      const faults = new Faults({
        ...(seed === undefined ? {} : { seed }),
        rules: [{ kind: 'error', probability: 0.3 }],
      });
      return Array.from({ length: 1000 }, () => faults.next('GET', 'contacts').error !== undefined);
    };
    expect(strikes(7)).toEqual(strikes(7));
    expect(strikes()).toEqual(strikes(1));
    expect(strikes(7)).not.toEqual(strikes(8));
    expect(Math.abs(strikes(7).filter(Boolean).length - 300)).toBeLessThan(50);
    expect(new Faults({ rules: [{ kind: 'error', probability: 0 }] }).next('GET', 'x').error).toBeUndefined();
  });

  it('of several kinds at once waits for all, and is the first of its kind', () => {
    const faults = new Faults({
      rules: [
        { kind: 'latency', milliseconds: 20 },
        { kind: 'latency', milliseconds: 30 },
        { kind: 'latency' },
        { kind: 'unavailable' },
        { kind: 'throttle' },
        { kind: 'cutAfter' },
        { kind: 'cutBefore' },
      ],
    });
    expect(faults.next('GET', 'x')).toMatchObject({ milliseconds: 50, error: { status: 503 }, cut: 'after' });
  });
});
