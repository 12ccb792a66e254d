export { sampleAccounts, sampleContactId, sampleContacts } from './people';
export { loadRows, loadSampleData } from './load';
export { largeSampleSegment, membersOfSampleGroup, sampleSegments } from './segments';
export { sampleCounts, sampleData } from './sample';
