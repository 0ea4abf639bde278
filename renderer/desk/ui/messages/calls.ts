import { ASK_IT, statusOf, type Say, type Wording } from './message.ts';

const DESK_SAFE = 'Your other calls go on.';

/** Calls, practice, and the app itself. */
export const callMessages = {
  'number-invalid': () => ({
    title: 'That is not a number that can be called.',
    safe: 'Nobody was called.',
    todo: 'Check the digits. Abroad, begin with + and the country.',
  }),
  'call-unknown': () => ({
    title: 'That call is over.',
    safe: DESK_SAFE,
    todo: 'Call back from History if there is more to say.',
  }),
  'call-state': () => ({
    title: 'The call cannot do that just now.',
    safe: 'The call goes on as it is.',
    todo: 'Wait a moment and do it again.',
  }),
  'too-many-calls': (say) => ({
    title: limitOf(say) ? `This desk holds ${limitOf(say)} calls at once.` : 'This desk holds no more calls.',
    safe: DESK_SAFE,
    todo: 'End or hand over one of them first.',
  }),
  'target-busy': (say) => ({
    title: `${say('target', 'The other desk')} is on a call.`,
    safe: 'The patient is still with you.',
    todo: 'Ask first, or choose somebody else. A patient sent to a busy desk is lost.',
  }),
  'target-has-extension': () => ({
    title: 'That number has an extension behind it.',
    safe: 'The patient is still with you.',
    todo: 'Ask first: the extension is sent when somebody answers. Or hand over to the number alone.',
  }),
  'transfer-refused': () => ({
    title: 'The transfer did not work.',
    safe: 'The patient is still with you.',
    todo: 'Tell them you are still there, then try another desk.',
  }),
  'hold-refused': () => ({
    title: 'The other side did not take the hold.',
    safe: 'The call goes on. They may still hear you.',
    todo: 'Mute yourself if you need to talk to somebody beside you.',
  }),
  'digits-invalid': () => ({
    title: 'Those keys cannot be sent.',
    safe: 'The call goes on.',
    todo: 'Only 0 to 9, star and hash can be sent.',
  }),
  'far-end-busy': () => ({
    title: 'The line is busy.',
    safe: 'Nobody was disturbed.',
    todo: 'Try again in a few minutes.',
  }),
  'far-end-not-found': () => ({
    title: 'Nobody has that number.',
    safe: 'Nobody was called.',
    todo: 'Check the digits.',
  }),
  'far-end-no-answer': () => ({
    title: 'Nobody answered.',
    safe: 'No message was left.',
    todo: 'Try again later.',
  }),
  'far-end-declined': () => ({
    title: 'The call was not taken.',
    safe: 'The line itself is fine.',
    todo: 'Try again later.',
  }),
  'call-failed': (say) => ({
    title: `The call did not get through${statusOf(say)}.`,
    safe: DESK_SAFE,
    todo: `Try once more. ${ASK_IT}`,
  }),

  'patient-unknown': () => ({
    title: 'That practice patient is not here any more.',
    safe: 'Nothing was started.',
    todo: 'Choose another one from the list.',
  }),
  'debrief-unknown': () => ({
    title: 'That debrief is not here any more.',
    safe: 'Nothing was changed.',
    todo: 'Practise once more, and there is a new one.',
  }),
  'debrief-unkept': () => ({
    title: 'This computer’s disk did not do as it was asked.',
    safe: 'The debrief is as it was.',
    todo: 'Try again. If it stays so, tell IT that the disk is full or may not be written.',
  }),

  'bad-request': () => ({
    title: 'Hearthline asked itself something that makes no sense.',
    safe: 'Calls go on.',
    todo: 'Do it again. If it stays so, report it: this is our mistake.',
  }),
  'not-allowed': () => ({
    title: 'That is not allowed here.',
    safe: 'Nothing was changed.',
    todo: 'Ask your lead if you need it.',
  }),
  'line-window-gone': () => ({
    title: 'The part that carries calls had to start again.',
    safe: 'Hearthline signs you in again by itself.',
    todo: 'If you were on a call, call back from History.',
  }),
  internal: () => ({
    title: 'Something in Hearthline went wrong.',
    safe: 'Calls go on.',
    todo: 'Do it again. If it stays so, report it: this is our mistake.',
  }),
} as const satisfies Record<string, Wording>;

function limitOf(say: Say): string {
  return say('limit', '') || say('max', '');
}
