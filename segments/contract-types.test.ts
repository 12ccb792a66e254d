import type { AnswerOf, ParametersOf } from './contract-types';
import type { outboundActions } from './outbound-actions';
import type { segmentActions } from './segment-actions';

/** True when each of two types fits the other; what is asserted here is checked by `npm run types`. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;
const holds = <Claim extends true>(claim: Claim): Claim => claim;

describe('the types of a contract', () => {
  it('give each parameter the JSON type of its EDM type', () => {
    type Add = ParametersOf<typeof segmentActions.addStaticMembers>;
    expect(
      holds<
        Same<
          Add,
          { readonly SegmentId: string; readonly GroupId: string; readonly EntityIds: readonly string[] }
        >
      >(true),
    ).toBe(true);
    type List = ParametersOf<typeof segmentActions.listGroupMembers>;
    expect(holds<Same<List['PageNo'], number>>(true)).toBe(true);
  });

  it('leave out only what a contract calls optional', () => {
    const update: ParametersOf<typeof outboundActions.segmentMembersUpdate> = {
      msdyncrm_segmentid: 'x',
      msdyncrm_operation: 'getState',
    };
    // @ts-expect-error the operation is no optional parameter
    const without: ParametersOf<typeof outboundActions.segmentMembersUpdate> = { msdyncrm_segmentid: 'x' };
    expect([update.msdyncrm_query, without.msdyncrm_memberids]).toEqual([undefined, undefined]);
  });

  it('know that 204 has no body, and the complex types of an answer', () => {
    expect(holds<Same<AnswerOf<typeof segmentActions.addStaticMembers>, undefined>>(true)).toBe(true);
    type Stopped = AnswerOf<typeof segmentActions.stopSegments>['stopSingleSegmentResults'][number];
    expect(holds<Same<Stopped['WasStopped'], boolean>>(true)).toBe(true);
    expect(holds<Same<Stopped['DependentSegments'], readonly string[] | null>>(true)).toBe(true);
  });
});
