export {
  memberTableNamed,
  personOf,
  readManyPeople,
  readPeople,
  selectOf,
  shownName,
  type PeopleQuery,
  type Person,
} from './people';
export { createPeopleCache, type KnownPerson, type PeopleCache } from './people-cache';
export type { RecordWindows } from './record-windows';
