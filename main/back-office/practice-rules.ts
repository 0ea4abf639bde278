import { callbacks } from '#shared/profile/callback-groups.ts';
import { PRACTICE_NUMBERS } from '../sitting.ts';

/** On the practice line nobody sleeps: whoever practises at night may call as well. */
export const PRACTICE_RULES = {
  rules: callbacks.parse({ hours: { from: '00:00', until: '24:00' }, offlineReserve: 0 }),
  numbers: PRACTICE_NUMBERS,
};
