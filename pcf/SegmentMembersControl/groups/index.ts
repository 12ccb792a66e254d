export { createGroupCounts, type GroupCounts } from './group-counts';
export { nameOf } from './group-name';
export { groupsColumn } from './groups-column';
export { GroupForm } from './GroupForm';
export { GroupsPane } from './GroupsPane';
export type { GroupsReady } from './groups-state';
export { newRecordId } from './new-record-id';
export { createGroupsStore, type GroupsStore } from './groups-store';
