/** A room of the project whose tests are judged by changing its code. */
export interface MutatedRoom {
  readonly folder: string;
  /** Files whose changes no test can be expected to notice, each with its reason. */
  readonly leftOut: readonly string[];
}

const control = 'pcf/SegmentMembersControl';

/** The rooms where a mistake loses members, opens a door or lets a broken package pass. */
export const mutatedRooms = {
  bulk: { folder: `${control}/bulk`, leftOut: [] },
  dataverse: { folder: `${control}/dataverse`, leftOut: [] },
  lists: { folder: `${control}/lists`, leftOut: [] },
  members: { folder: `${control}/members`, leftOut: ['**/*.tsx'] },
  groups: { folder: `${control}/groups`, leftOut: ['**/*.tsx'] },
  exporting: { folder: `${control}/exporting`, leftOut: ['**/*.tsx'] },
  insight: { folder: `${control}/insight`, leftOut: ['**/*.tsx'] },
  http: { folder: 'emulator/http', leftOut: [] },
  membership: { folder: 'emulator/membership', leftOut: [] },
  'solution-package': { folder: 'solution-package', leftOut: [] },
} as const satisfies Readonly<Record<string, MutatedRoom>>;

export type RoomName = keyof typeof mutatedRooms;

export const roomNames = Object.keys(mutatedRooms) as readonly RoomName[];

export function isRoomName(name: string): name is RoomName {
  return name in mutatedRooms;
}
