import { ContextualMenuItemType, type IContextualMenuItem } from './fluent';

/** A line between the items of a menu. */
export function dividerItem(key: string): IContextualMenuItem {
  return { key, itemType: ContextualMenuItemType.Divider };
}
