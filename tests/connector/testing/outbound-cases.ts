import { outboundSegmentType, outboundStatus } from '../../../segments';
import type { Input } from './connector-client';
import type { Environment } from './environment';
import {
  badFilter,
  emptyList,
  nobody,
  notAGuid,
  ofNobody,
  ofText,
  tooLong,
  type OperationCase,
} from './operation-case';

const ofOutbound = (environment: Environment, body?: unknown): Input => ({
  parameters: { outboundSegmentId: environment.outboundSegment() },
  ...(body === undefined ? {} : { body }),
});

const pin = (many: boolean): OperationCase => ({
  good: (environment) => ({
    body: {
      msdyncrm_segmentid: environment.liveOutboundSegment(),
      ...(many
        ? { memberIds: [environment.contact()] }
        : { msdyncrm_segmentmemberid: environment.contact() }),
    },
  }),
  status: many ? 200 : 204,
  bad: (environment) => ({
    body: {
      msdyncrm_segmentid: environment.liveOutboundSegment(),
      ...(many ? { memberIds: ['Ada'] } : { msdyncrm_segmentmemberid: 'Ada' }),
    },
  }),
  refusal: many ? /'Member IDs\[0\]' is not a GUID: Ada/ : /./,
  missing: (environment) => ({
    body: {
      msdyncrm_segmentid: nobody,
      ...(many
        ? { memberIds: [environment.contact()] }
        : { msdyncrm_segmentmemberid: environment.contact() }),
    },
  }),
});

/** The operations of outbound marketing. */
export const outboundCases: Readonly<Record<string, OperationCase>> = {
  ListOutboundSegments: {
    good: () => ({}),
    status: 200,
    bad: badFilter,
    refusal: /equals|syntax/i,
    never404: emptyList(`msdyncrm_segmentid eq ${nobody}`),
  },
  GetOutboundSegment: {
    good: (environment) => ofOutbound(environment),
    status: 200,
    bad: ofText('outboundSegmentId'),
    refusal: /./,
    missing: ofNobody('outboundSegmentId'),
  },
  CreateOutboundSegment: {
    good: (environment) => ({
      body: {
        msdyncrm_segmentname: 'Old',
        msdyncrm_segmenttype: outboundSegmentType.static,
        statuscode: outboundStatus.draft,
        memberIds: [environment.contact()],
      },
    }),
    status: 201,
    bad: () => ({
      body: { msdyncrm_segmentname: 'Old', msdyncrm_segmenttype: 7, statuscode: outboundStatus.draft },
    }),
    refusal: /msdyncrm_segmenttype/,
    never404: {
      why: 'ids of contacts that are not there are left out',
      input: () => ({
        body: {
          msdyncrm_segmentname: 'Old',
          msdyncrm_segmenttype: outboundSegmentType.static,
          statuscode: outboundStatus.draft,
          memberIds: [nobody],
        },
      }),
      status: 201,
      answer: { msdyncrm_segmentname: 'Old' },
    },
  },
  UpdateOutboundSegment: {
    good: (environment) => ofOutbound(environment, { msdyncrm_segmentname: 'Renamed' }),
    status: 200,
    bad: (environment) => ofOutbound(environment, { msdyncrm_segmentname: tooLong }),
    refusal: /length|100/,
    missing: ofNobody('outboundSegmentId', { msdyncrm_segmentname: 'Renamed' }),
  },
  DeleteOutboundSegment: {
    good: (environment) => ofOutbound(environment),
    status: 204,
    bad: ofText('outboundSegmentId'),
    refusal: /./,
    missing: ofNobody('outboundSegmentId'),
  },
  UpdateOutboundMembers: {
    good: (environment) => ({
      body: {
        msdyncrm_segmentid: environment.outboundSegment(),
        msdyncrm_operation: 'addByIds',
        memberIds: [environment.contact()],
      },
    }),
    status: 200,
    bad: (environment) => ({
      body: { msdyncrm_segmentid: environment.outboundSegment(), msdyncrm_operation: 'addByQuery' },
    }),
    refusal: /'Query' is missing/,
    missing: (environment) => ({
      body: {
        msdyncrm_segmentid: nobody,
        msdyncrm_operation: 'addByIds',
        memberIds: [environment.contact()],
      },
    }),
  },
  GetOutboundMembersState: {
    good: (environment) => ofOutbound(environment),
    status: 200,
    bad: ofText('outboundSegmentId'),
    refusal: notAGuid,
    missing: ofNobody('outboundSegmentId'),
  },
  FetchOutboundContacts: {
    good: (environment) => ({
      parameters: { outboundSegmentId: environment.liveOutboundSegment(), skip: 0, take: 5 },
    }),
    status: 200,
    bad: (environment) => ({
      parameters: { outboundSegmentId: environment.liveOutboundSegment(), take: -1 },
    }),
    refusal: /'Take' must be a whole number from 1 to 5000/,
    missing: ofNobody('outboundSegmentId'),
  },
  ValidateOutboundSegment: {
    good: () => ({
      body: {
        msdyncrm_segmentname: 'New',
        msdyncrm_segmenttype: outboundSegmentType.dynamic,
        msdyncrm_segmentquery: 'PROFILE(contact)',
      },
    }),
    status: 200,
    bad: () => ({ body: { msdyncrm_segmentname: 5 } }),
    refusal: /msdyncrm_segmentname|missing|type/,
    never404: {
      why: 'what a query names and is not there is an error of the query',
      input: () => ({
        body: {
          msdyncrm_segmentname: 'New',
          msdyncrm_segmenttype: outboundSegmentType.dynamic,
          msdyncrm_segmentquery: 'PROFILE(nobody)',
        },
      }),
      status: 200,
      answer: { isValid: false },
    },
  },
  TranslateOutboundQuery: {
    good: () => ({
      body: {
        query:
          "PROFILE(account, a).FILTER(a.name == 'Contoso').TRAVERSE(contact_account_parentcustomerid, c)",
      },
    }),
    status: 200,
    bad: () => ({ body: { query: 7 } }),
    refusal: /'Query' is a number; a text is expected/,
    never404: {
      why: 'what a query names and is not there is a problem of the query',
      input: () => ({ body: { query: 'PROFILE(contact).TRAVERSE(nobody)' } }),
      status: 200,
      answer: { isTranslated: false },
    },
  },
  IncludeMember: pin(false),
  IncludeMembers: pin(true),
  ExcludeMember: pin(false),
  ExcludeMembers: pin(true),
};
