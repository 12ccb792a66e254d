export { createChanges, type ChangePlan, type Changes, type ChangeState } from './changes';
export { ChangeProgress } from './ChangeProgress';
export { ChangeReportView } from './ChangeReportView';
export { listMembers, removeMembers, type GroupAddress } from './group-calls';
export { createMembersStore, type MembersStore } from './members-store';
export { MembersList } from './MembersList';
export type { Purpose } from './purpose';
export { countMembers } from './read-group';
export { createSearch, type Search } from './search';
