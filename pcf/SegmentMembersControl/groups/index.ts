export { createGroupCounts, type GroupCounts } from './group-counts';
export { nameOf } from './group-name';
export { groupsColumn } from './groups-column';
export { GroupsPane } from './GroupsPane';
export type { GroupsReady } from './groups-state';
export { createGroupsStore, type GroupsStore } from './groups-store';
