import { contactName, outboundSegmentType, type RecordId } from '../../../segments';
import type { Row, Store } from '../../store';
import { describeFault, readQuery } from '../query/read-query';

/** One finding as msdyncrm_ValidateSegment answers it. Only the first code is on a page; the others are assumed. */
export interface SegmentFinding {
  readonly ErrorCode:
    | 'SegmentDciValidator_SegmentInvalid'
    | 'SegmentDciValidator_NameMissing'
    | 'SegmentDciValidator_TypeInvalid';
  readonly FieldName: string;
}

export interface Validation {
  readonly findings: readonly SegmentFinding[];
  /** What is wrong with the query, in words. */
  readonly reason?: string;
}

/** Checks the columns of an outbound segment as going live does. Source: outbound page, "Validating segments". */
export function validateSegment(store: Store, values: Row, self?: RecordId): Validation {
  const findings: SegmentFinding[] = [];
  const name = values['msdyncrm_segmentname'];
  if (typeof name !== 'string' || name.trim() === '') {
    findings.push({ ErrorCode: 'SegmentDciValidator_NameMissing', FieldName: 'msdyncrm_segmentname' });
  }
  const type = values['msdyncrm_segmenttype'];
  if (!Object.values(outboundSegmentType).some((known) => known === type)) {
    findings.push({ ErrorCode: 'SegmentDciValidator_TypeInvalid', FieldName: 'msdyncrm_segmenttype' });
  }
  if (type === outboundSegmentType.static) return { findings };
  const query = values['msdyncrm_segmentquery'];
  const read = readQuery(store, typeof query === 'string' ? query : '', {
    target: contactName.logicalName,
    dialect: 'outbound',
    ...(self === undefined ? {} : { self }),
  });
  if (read.ok) return { findings };
  findings.push({ ErrorCode: 'SegmentDciValidator_SegmentInvalid', FieldName: 'msdyncrm_query' });
  return { findings, reason: describeFault(read.fault) };
}
