import { ASK_IT, statusOf, type Wording } from './message.ts';

const SIGNED_OUT_SAFE = 'Nothing was changed. The password was not kept.';
const PRACTICE_SAFE = 'The practice line works without a server.';

/** Signing in, the way to the server, the profile, microphone and speaker. */
export const lineMessages = {
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
} as const satisfies Record<string, Wording>;
