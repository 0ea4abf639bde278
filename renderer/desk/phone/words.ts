import type { Call, EndReason, TransferState } from '#shared/call/call.ts';
import type { Availability, AvailabilityWish, Colleague } from '#shared/contract/desk-state.ts';
import { listed } from '../ui/index.ts';

/** What the calls place says. */
export const words = {
  incoming: 'Incoming call',
  answer: 'Answer',
  holdAndAnswer: 'Hold and answer',
  decline: 'Decline',
  howToAnswer: 'Press F4 to answer, Shift and F4 to decline.',
  ringingFor: (seconds: number) => `Ringing for ${seconds} s`,
  answersItself: (seconds: number) => `Answers by itself in ${seconds} s`,
  handedOverBy: (who: string) => `Handed over by ${who}`,

  activeCall: 'Active call',
  otherCalls: 'Other calls',
  mute: 'Mute',
  hold: 'Hold',
  keypad: 'Keypad',
  transfer: 'Transfer',
  addCall: 'Add call',
  merge: 'Merge',
  split: 'Split',
  hangUp: 'Hang up',
  resume: 'Resume',
  backToCall: 'Back to the call',
  pressAgain: 'Press Esc once more to hang up.',
  pressAgainForAll: 'Press once more: it hangs up on everybody.',

  muted: 'You are muted',
  heldByFarEnd: 'They put you on hold',
  putYouOnHold: (who: string) => `${who} put you on hold`,
  held: 'On hold',
  practice: 'Practice',
  conference: listed,
  conferenceNote: 'All of you hear each other',
  you: 'You',
  yourLevel: 'Your voice',
  theirLevel: (who: string) => `Voice of ${who}`,
  thePatient: 'the patient',
  reaching: (who: string, seconds: number) => ({
    title: `Reaching ${who} again, ${seconds} s.`,
    body: 'They may still hear you. Nothing to do: stay on the line.',
  }),
  poorLine: (to: string) => ({
    title: `The line${to && ` to ${to}`} is poor: some words get lost.`,
    body: 'Go slowly, and have important things said back to you.',
  }),
  line: (to: string) => (to ? `Line to ${to}:` : 'Line:'),
  measuring: 'Listening to the line…',
  talkBar: {
    begun: 'Talk and listen: just begun',
    own: (percent: number) => `You ${percent} %`,
    their: (percent: number) => `they ${percent} %`,
    quiet: (percent: number) => `quiet ${percent} %`,
    longest: (seconds: number) => `your longest stretch ${seconds} s`,
    letThemSpeak: 'You have talked for a while. A good moment to let them speak.',
    private: 'Only you see this. It is kept nowhere.',
    privatePractice: 'Only you see this. You meet it again in the debrief.',
  },

  numberToCall: 'Number to call',
  call: 'Call',
  erase: 'Erase the last digit',
  dialPad: 'Dial pad',
  keysSent: 'Keys sent',
  keypadHint: 'Press the keys here or on the keyboard.',

  transferTo: 'Transfer to',
  transferNow: 'Transfer now',
  transferAnyway: 'Transfer anyway',
  askFirst: 'Ask first',
  askFirstHint: '“Ask first” holds the patient while you talk to your colleague. You can always come back.',
  noColleague: 'Nobody on your list matches. The number is used as typed.',
  targetBusy: (who: string) => ({
    title: `${who} is on a call.`,
    body: 'A patient sent there now meets a busy line and is lost. Ask first, or press “Transfer anyway”.',
  }),
  colleagues: 'Colleagues',
  completeTransfer: 'Complete transfer',
  cancelTransfer: 'Cancel transfer',
  handingOver: (patient: string, to: string) => `Handing ${patient} over to ${to}`,

  callBack: 'Call back',
  callLater: 'Call back later',
  callBackNow: 'Call back now',
  practiseAgain: 'Practise again',
  dismiss: 'Dismiss',
  callsOver: 'Calls that are over',

  extendWrapUp: '30 more seconds',
  choosePatient: 'Choose a patient',
} as const;

/** The band of a quality as a word. */
export const QUALITY_WORDS = {
  excellent: 'Very clear',
  good: 'Clear',
  fair: 'Fair',
  poor: 'Poor',
  bad: 'Very poor',
} as const;

export const LIGHT_WORDS: Record<Colleague['light'], string> = {
  unknown: 'Not known',
  free: 'Free',
  ringing: 'Ringing',
  busy: 'On a call',
  away: 'Away',
};

/** One or two words for where a call stands. */
export function phaseWords(call: Call): string {
  switch (call.phase.name) {
    case 'ringing':
      return 'Ringing';
    case 'answering':
      return 'Answering…';
    case 'dialling':
      return 'Calling…';
    case 'alerting':
      return call.phase.earlyMedia ? 'Ringing, listen' : 'It rings there';
    case 'talking':
      return holdWords(call);
    case 'reaching':
      return 'Reaching again…';
    case 'ending':
      return 'Hanging up…';
    case 'ended':
      return 'Ended';
  }
}

function holdWords({ hold, heldByFarEnd }: Call): string {
  if (hold.wanted && !hold.confirmed) return 'Holding…';
  if (!hold.wanted && hold.confirmed) return 'Taking back…';
  if (hold.confirmed) return words.held;
  return heldByFarEnd ? 'Waiting for them' : 'Talking';
}

/** How a call ended, for the one who was in it. */
export const END_WORDS: Record<EndReason, string> = {
  'hung-up-here': 'You hung up',
  'hung-up-there': 'They hung up',
  declined: 'You declined it',
  missed: 'Missed: they gave up before you answered',
  'answered-elsewhere': 'A colleague answered it',
  cancelled: 'You stopped before they answered',
  busy: 'Their line was busy',
  'no-answer': 'Nobody answered',
  'not-found': 'Nobody has that number',
  refused: 'The call was not taken',
  transferred: 'Handed over',
  'merged-away': 'It goes on in another call',
  lost: 'The connection was lost',
  'media-failed': 'No sound could get through',
  microphone: 'The microphone could not be opened',
  'server-error': 'The server had a fault of its own',
};

/** Endings that leave a patient without what they called for: calling back is the first thing to do. */
export const LEFT_ALONE: ReadonlySet<EndReason> = new Set([
  'lost',
  'media-failed',
  'microphone',
  'server-error',
  'missed',
]);

/** What a transfer is doing; empty when there is nothing to say. */
export function transferWords(transfer: TransferState, target: string): string {
  switch (transfer.step) {
    case 'checking':
      return `Looking whether ${target} is free…`;
    case 'sent':
      return `Handing over to ${target}…`;
    case 'ringing':
      return `It rings at ${target}`;
    case 'consulting':
      return `Tell ${target} who is waiting, then complete the transfer.`;
    case 'completing':
      return `Joining them…`;
    case 'failed':
      return `${target} did not take the call. The patient stays with you.`;
    case 'done':
      return `${target} has the call`;
  }
}

const READY_WORDS = {
  practice: { title: 'You are ready', body: 'Choose a patient, and they call you here.' },
  reachable: { title: 'You are ready', body: 'The next call rings here.' },
  unreachable: {
    title: 'Calls cannot reach you yet',
    body: 'Hearthline keeps trying by itself. The foot of the window says how it goes.',
  },
} as const;

/** The calm sentence of an empty desk. */
export function idleWords(
  availability: Availability,
  wish: AvailabilityWish | undefined,
  reach: 'practice' | 'reachable' | 'unreachable',
): { title: string; body: string } {
  switch (availability.name) {
    case 'ready':
      return READY_WORDS[reach];
    case 'on-call':
      return { title: 'One moment', body: 'A call is being put through.' };
    case 'wrap-up':
      return {
        title: 'Wrap-up',
        body:
          wish?.name === 'break'
            ? 'Time for your notes. Your break begins when it is over.'
            : 'Time for your notes. No call comes in until it is over.',
      };
    case 'break':
      return {
        title: 'You are on a break',
        body: 'Calls go to your colleagues. Press Ready when you are back.',
      };
  }
}
