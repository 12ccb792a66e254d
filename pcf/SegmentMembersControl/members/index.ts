export { createChanges, type ChangePlan, type Changes } from './changes';
export { listMembers, removeMembers, type GroupAddress } from './group-calls';
export { createMembersStore, type MembersStore } from './members-store';
export { MembersPane } from './MembersPane';
export { countMembers } from './read-group';
