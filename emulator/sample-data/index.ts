export { sampleAccountId, sampleAccounts, sampleContactId, sampleContacts, sampleLeadId } from './people';
export { loadRows, loadSampleData } from './load';
export {
  largeSampleSegment,
  membersOfSampleGroup,
  sampleSegments,
  type SampleGroup,
  type SampleSegment,
} from './segments';
export { sampleCounts, sampleData, type SampleData, type SampleSize } from './sample';
