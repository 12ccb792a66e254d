import type { StaticGroup } from '../../../segments/static-groups';

/** The group's name, or the words for one that has none. */
export function nameOf(group: StaticGroup, unnamed: string): string {
  return group.name.trim() === '' ? unnamed : group.name;
}
