/**
 * Everything that the control uses of Fluent. The platform gives version 8; no other file imports it, so a move to
 * another version is a change of this room.
 */
export {
  ActionButton,
  Checkbox,
  ChoiceGroup,
  CommandBarButton,
  createTheme,
  DefaultButton,
  Dialog,
  DialogFooter,
  DialogType,
  Dropdown,
  Icon,
  IconButton,
  MessageBar,
  MessageBarType,
  PrimaryButton,
  ProgressIndicator,
  registerIcons,
  SearchBox,
  Spinner,
  TextField,
  ThemeProvider,
  type IContextualMenuItem,
  type IDropdownProps,
  type ITheme,
} from '@fluentui/react';
