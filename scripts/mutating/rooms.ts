/** A room of the project whose tests are judged by changing its code. */
export interface MutatedRoom {
  readonly folder: string;
  /** Tests elsewhere that hold it too, as patterns from the root of the project. */
  readonly testsElsewhere?: readonly string[];
  /**
   * Tests of the room that try the same code many times over on whole servers, which takes too long for each change, or
   * that measure the time or memory of code as it stands or how much random data found: code that can be changed has
   * none of them.
   */
  readonly testsLeftOut?: readonly string[];
  /** Files of what is drawn, which the tests in the browser hold: they take too long for each change. */
  readonly leftOut: readonly string[];
}

const control = 'pcf/SegmentMembersControl';

/** The rooms where a mistake loses members, opens a door or lets a broken package pass. */
export const mutatedRooms = {
  bulk: { folder: `${control}/bulk`, leftOut: [] },
  dataverse: { folder: `${control}/dataverse`, leftOut: [] },
  lists: {
    folder: `${control}/lists`,
    testsLeftOut: ['linear-time', 'written-workbooks'],
    leftOut: [],
  },
  members: {
    folder: `${control}/members`,
    testsLeftOut: ['assumptions', 'fault-matrix', 'full-group'],
    leftOut: ['**/*.tsx', '**/use-*.ts', '**/visible-names.ts', '**/columns-style.ts'],
  },
  groups: { folder: `${control}/groups`, leftOut: ['**/*.tsx'] },
  exporting: { folder: `${control}/exporting`, leftOut: ['**/*.tsx'] },
  insight: { folder: `${control}/insight`, leftOut: ['**/*.tsx'] },
  http: {
    folder: 'emulator/http',
    testsElsewhere: [
      'tests/security/{gateway,signing-in,slow-connections,strangers-pages}.test.ts',
      'emulator/web-api/routes.test.ts',
    ],
    testsLeftOut: ['grammar-requests'],
    leftOut: [],
  },
  membership: {
    folder: 'emulator/membership',
    testsElsewhere: ['emulator/messages/*.test.ts'],
    testsLeftOut: ['translation'],
    leftOut: [],
  },
  'solution-package': { folder: 'solution-package', leftOut: [] },
} as const satisfies Readonly<Record<string, MutatedRoom>>;

/** The tests that are to notice a change of a room: those that stand in it, and those named with it. */
export function testsOf(name: RoomName): readonly string[] {
  const { folder, testsElsewhere = [], testsLeftOut = [] }: MutatedRoom = mutatedRooms[name];
  return [
    `${folder}/**/*.test.{ts,tsx}`,
    ...testsElsewhere,
    ...testsLeftOut.map((test) => `!**/${folder}/**/${test}.test.ts`),
  ];
}

export type RoomName = keyof typeof mutatedRooms;

export const roomNames = Object.keys(mutatedRooms) as readonly RoomName[];

export function isRoomName(name: string): name is RoomName {
  return name in mutatedRooms;
}
