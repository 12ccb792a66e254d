import { computationStatus } from '../../../segments';
import type { Store } from '../../store';
import { lastFailure } from './publish';
import { textOf, type RealTimeSegment } from './segment';

/**
 * What msdynmkt_SegmentStatus answers, with the keys in the order of the one recorded answer. That order, "Synapse",
 * "Success" and "Unknown" are observed; "Running", "Failed" and a null before the first run are assumed.
 */
export function executionOf(store: Store, segment: RealTimeSegment): Readonly<Record<string, unknown>> {
  const status = segment.definition['msdynmkt_computationstatus'];
  const never = status === null || status === undefined || status === computationStatus.notStarted;
  return {
    segmentId: segment.id,
    lastExecution: never ? null : execution(store, segment),
    additionalProperties: {},
  };
}

function execution(store: Store, segment: RealTimeSegment): Readonly<Record<string, unknown>> {
  const { definition } = segment;
  const words: Readonly<Record<number, string>> = {
    [computationStatus.running]: 'Running',
    [computationStatus.finished]: 'Success',
    [computationStatus.error]: 'Failed',
  };
  return {
    currentStrategy: 'Synapse',
    lastUsedStrategy: 'Synapse',
    strategyCalculationTime: precise(textOf(definition, 'msdynmkt_computationstartedon')),
    lastRunTime: precise(
      textOf(definition, 'msdynmkt_computationfinishedon') ||
        textOf(definition, 'msdynmkt_computationstartedon'),
    ),
    status: words[Number(definition['msdynmkt_computationstatus'])] ?? 'Unknown',
    statusMessage: lastFailure(store, segment.id) ?? null,
    executionStatus: null,
    executionReasonForUser: 'Unknown',
    nonLocalizedExecutionReasonForUser: '',
    executionReasonMetadata: null,
  };
}

/** A time as the recorded answer has it: seven decimals and an offset. */
function precise(time: string): string {
  return time.replace(/(?:\.\d+)?Z$/, '.0000000+00:00');
}
