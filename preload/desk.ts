import {
  CALLBACK_COMMANDS,
  channel,
  DESK_COMMANDS,
  PRACTICE_COMMANDS,
  RED_FLAG_COMMANDS,
  SCRIPT_BOOK_COMMANDS,
  SCRIPT_COMMANDS,
} from '#shared/contract/names.ts';
import { asks, expose, hears } from './bridge.ts';

expose({
  ...asks('desk', DESK_COMMANDS),
  ...asks('desk', CALLBACK_COMMANDS),
  ...asks('desk', PRACTICE_COMMANDS),
  ...asks('desk', SCRIPT_COMMANDS),
  ...asks('desk', RED_FLAG_COMMANDS),
  ...asks('desk', SCRIPT_BOOK_COMMANDS),
  onState: hears(channel('desk', 'state')),
  onLevels: hears(channel('desk', 'levels')),
  onNumber: hears(channel('desk', 'number')),
});
