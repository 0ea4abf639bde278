import type { AppError, ErrorCode } from '#shared/result.ts';

/** What a failure means to the person in front of it. */
export interface Message {
  /** What happened. */
  title: string;
  /** What is safe, or what still works. */
  safe: string;
  /** What to do now. */
  todo: string;
}

const SIGNED_OUT_SAFE = 'Nothing was changed. The password was not kept.';
const DESK_SAFE = 'Your other calls go on.';
const PRACTICE_SAFE = 'The practice line works without a server.';
const ASK_IT = 'If it stays so, tell the people who look after your phones.';

/** A detail in words, when there is one: `said(details, 'host', 'the server')`. */
type Say = (key: string, otherwise: string) => string;

const MESSAGES: Record<ErrorCode, (say: Say) => Message> = {
  'wrong-password': () => ({
    title: 'The extension and the password do not fit together.',
    safe: SIGNED_OUT_SAFE,
    todo: 'Type both again. Capital letters count.',
  }),
  'extension-unknown': (say) => ({
    title: `The server does not know ${say('extension', 'this extension')}.`,
    safe: SIGNED_OUT_SAFE,
    todo: 'Check the extension, and that the profile is the one of your team.',
  }),
  'sign-in-refused': () => ({
    title: 'The server will not let this extension in.',
    safe: SIGNED_OUT_SAFE,
    todo: 'It may be locked, or not allowed from here. Ask the people who look after your phones.',
  }),
  'host-unknown': (say) => ({
    title: `There is no server named ${say('host', 'in the profile')} on this network.`,
    safe: PRACTICE_SAFE,
    todo: 'Check the network or the VPN, then the server’s name in the profile.',
  }),
  'host-unreachable': (say) => ({
    title: `This network has no way to ${say('host', 'the server')}.`,
    safe: PRACTICE_SAFE,
    todo: 'Check the cable, the Wi-Fi and the VPN, then try again.',
  }),
  'port-closed': (say) => ({
    title: `${say('host', 'The server')} is there, but nothing answers on port ${say('port', 'in the profile')}.`,
    safe: PRACTICE_SAFE,
    todo: 'Check the port in the profile. A firewall may also block it.',
  }),
  'certificate-untrusted': (say) => ({
    title: `${say('host', 'The server')} could not prove who it is.`,
    safe: 'No password was sent.',
    todo: 'Do not go on. Ask IT to install the certificate authority of your phone system on this computer.',
  }),
  'certificate-expired': (say) => ({
    title: `The certificate of ${say('host', 'the server')} has run out.`,
    safe: 'No password was sent.',
    todo: 'Check this computer’s date. If it is right, IT must renew the certificate.',
  }),
  'certificate-wrong-name': (say) => ({
    title: `The certificate of ${say('host', 'the server')} belongs to another name.`,
    safe: 'No password was sent.',
    todo: 'Check the server’s name in the profile. If it is right, IT must mend the certificate.',
  }),
  'not-a-sip-server': (say) => ({
    title: `${say('host', 'The server')} answers, but not as a phone server.`,
    safe: 'No password was sent.',
    todo: 'Check the server’s address in the profile, its port and its path (often /ws).',
  }),
  'server-silent': (say) => ({
    title: `${say('host', 'The server')} took the connection and said nothing.`,
    safe: PRACTICE_SAFE,
    todo: `Try again in a minute. ${ASK_IT}`,
  }),
  'server-error': (say) => ({
    title: `The server has a fault of its own${statusOf(say)}.`,
    safe: 'Nothing is wrong on this desk.',
    todo: `Try again in a minute. ${ASK_IT}`,
  }),
  'not-connected': () => ({
    title: 'There is no connection to the server just now.',
    safe: 'Hearthline keeps trying by itself.',
    todo: 'Wait for “Connected” at the foot of the window, then do it again.',
  }),

  'profile-unreadable': (say) => ({
    title: `${say('fileName', 'The file')} is not a Hearthline profile.`,
    safe: 'Nothing was changed.',
    todo: 'Choose the file that ends in .hearthline.json.',
  }),
  'profile-invalid': () => ({
    title: 'The profile has mistakes.',
    safe: 'Nothing was changed.',
    todo: 'Send the list of mistakes to whoever made the profile.',
  }),

  'microphone-denied': () => ({
    title: 'The microphone is not allowed.',
    safe: 'You can hear callers. They cannot hear you.',
    todo: 'Allow the microphone for Hearthline in the privacy settings of this computer.',
  }),
  'microphone-missing': () => ({
    title: 'There is no microphone.',
    safe: 'You can hear callers. They cannot hear you.',
    todo: 'Plug in your headset. It is taken into use by itself.',
  }),
  'microphone-busy': () => ({
    title: 'Another program holds the microphone.',
    safe: 'You can hear callers. They cannot hear you.',
    todo: 'Close the program that uses it, or choose another microphone in Settings.',
  }),
  'speaker-missing': () => ({
    title: 'There is nothing to play sound on.',
    safe: 'Calls still ring on screen.',
    todo: 'Plug in your headset, or choose a speaker in Settings.',
  }),

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
};

function limitOf(say: Say): string {
  return say('limit', '') || say('max', '');
}

function statusOf(say: Say): string {
  const status = say('status', '') || say('sipStatus', '');
  return status && ` (${status})`;
}

/** The words for a failure, filled with its details. */
export function messageFor(error: AppError): Message {
  return MESSAGES[error.code]((key, otherwise) => {
    const detail = error.details?.[key];
    return detail === undefined || detail === '' ? otherwise : String(detail);
  });
}
