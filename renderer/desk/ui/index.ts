export { Avatar } from './Avatar.tsx';
export { Button, IconButton } from './Button.tsx';
export { ChoiceMenu } from './ChoiceMenu.tsx';
export { copyText } from './copy-text.ts';
export { CrashGuard } from './CrashGuard.tsx';
export { CrisisKey } from './CrisisKey.tsx';
export { cx } from './cx.ts';
export { Field } from './Field.tsx';
export { areOnIt, atTime, clock, duration, listed, serverName } from './format.ts';
export { Icon, type IconName } from './Icon.tsx';
export { Kbd, keyShortcut } from './Kbd.tsx';
export { KeyTile, ToggleTile } from './KeyTile.tsx';
export { messageFor } from './messages.ts';
export { LongPicker } from './LongPicker.tsx';
export { Meter } from './Meter.tsx';
export { NoteField } from './NoteField.tsx';
export { ErrorNotice, Notice } from './Notice.tsx';
export { Panel, PlaceHeading } from './Panel.tsx';
export { PHASE_WORDS } from './phase-words.ts';
export { Picker, type Choice } from './Picker.tsx';
export { PinPause, PinRule } from './PinNotes.tsx';
export { keyringWords, newPinWords, pinWords, shutWords } from './pin-words.ts';
export { Progress } from './Progress.tsx';
export { RecordsTrouble } from './RecordsTrouble.tsx';
export { SearchBox } from './SearchBox.tsx';
export { SharesBar } from './SharesBar.tsx';
export { Sheet } from './Sheet.tsx';
export { Standstill } from './Standstill.tsx';
export { Tag } from './Tag.tsx';
export { useSecondPress } from './second-press.ts';
export { useSecondsSince, useSecondsUntil } from './use-seconds.ts';
export { useFunctionKey } from './use-function-key.ts';
export { useKeys, type KeyActions } from './use-keys.ts';
export { useOpenForm } from './use-open-form.ts';
export { VisuallyHidden } from './VisuallyHidden.tsx';
export { readingOf, shownNumber } from './number.ts';
export { useTheme } from './use-theme.ts';
export {
  dayAndTime,
  dayIn,
  HERE,
  languageName,
  sameTime,
  time24In,
  timeIn,
  waitWords,
  zoneHere,
  zonePlace,
} from './when.ts';
