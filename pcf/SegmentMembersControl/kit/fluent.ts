/**
 * Everything that the control uses of Fluent. The platform gives version 8; no other file imports it, so a move to
 * another version is a change of this room.
 */
export {
  Checkbox,
  ChoiceGroup,
  ContextualMenuItemType,
  createTheme,
  DefaultButton,
  Dialog,
  DialogFooter,
  DialogType,
  Dropdown,
  Icon,
  IconButton,
  PrimaryButton,
  ProgressIndicator,
  registerIcons,
  SearchBox,
  Spinner,
  TextField,
  ThemeProvider,
  type IContextualMenuItem,
  type IContextualMenuProps,
  type IDropdownProps,
  type ITheme,
} from '@fluentui/react';
