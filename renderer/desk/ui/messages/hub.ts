import type { Wording } from './message.ts';

const GOES_ON = 'What you do here is kept and sent when the link is back.';
const TELL_IT = 'Tell the people who look after the team hub.';

/** The way to the team hub, and what is wrong with its log. */
export const hubMessages = {
  'hub-unreachable': (say) => ({
    title: `There is no way to the team hub${say('host', '') && ` at ${say('host', '')}`} just now.`,
    safe: GOES_ON,
    todo: 'Hearthline keeps trying by itself. Check the network or the VPN if other things are down too.',
  }),
  'hub-refused': () => ({
    title: 'The team hub does not let this desk in.',
    safe: 'Calls go on. What you did here is kept.',
    todo: `${TELL_IT} Your access may have been taken back or made anew.`,
  }),
  'hub-access-expired': () => ({
    title: 'Your access to the team hub has run out.',
    safe: 'Calls go on. What you did here is kept.',
    todo: 'Ask the people who look after the team hub for a new file and code, and join again in Settings.',
  }),
  'hub-too-old': (say) => ({
    title: `The team hub is too old${say('version', '') && ` (${say('version', '')})`}: it could let two agents take the same callback.`,
    safe: 'This desk keeps away from it. What you did here is kept.',
    todo: `${TELL_IT} It must be version ${say('needed', '2.12')} or newer.`,
  }),
  'hub-misconfigured': (say) => ({
    title: `The team hub is not set up safely${say('what', '') && ` (${say('what', '')})`}.`,
    safe: 'This desk keeps away from it. What you did here is kept.',
    todo: `${TELL_IT} Its check names what to mend.`,
  }),
  'hub-log-shorter': () => ({
    title: 'The team hub has lost the end of its log, as after an old backup.',
    safe: 'This desk still has its own part of what is missing, and calls nobody on an old word.',
    todo: `${TELL_IT} They find what to do under this name in the hub’s guide.`,
  }),
  'hub-log-hole': () => ({
    title: 'A piece is missing from the team’s log.',
    safe: 'What is there stays right. A callback that it was about may look older than it is.',
    todo: TELL_IT,
  }),
  'hub-log-other': () => ({
    title: 'The team hub has another log than before.',
    safe: 'What this desk has is kept and mixed with nothing.',
    todo: `${TELL_IT} Do not go on with the queue until they say so.`,
  }),
  'hub-message-forged': () => ({
    title: 'Something in the team’s log was not written by whom it says.',
    safe: 'It has no effect here.',
    todo: `${TELL_IT} Somebody may be trying to get in.`,
  }),
  'hub-newer-events': () => ({
    title: 'Some colleagues have a newer Hearthline, and this one cannot read all they wrote.',
    safe: 'What it cannot read is kept, and is read after the update.',
    todo: 'Update Hearthline soon: close it and open it again, or ask IT.',
  }),
  'hub-file-invalid': () => ({
    title: 'That is not a file for joining a team hub.',
    safe: 'Nothing was changed.',
    todo: 'Choose the file that ends in .hearthline-agent.',
  }),
  'hub-code-wrong': () => ({
    title: 'The code does not fit this file.',
    safe: 'Nothing was changed.',
    todo: 'Type it again. It belongs to this one file, and letters may be large or small.',
  }),
  'hub-key-missing': () => ({
    title: 'This desk does not have the team’s newest key yet.',
    safe: 'What it cannot read is kept, and is read when the key comes.',
    todo: `Wait a minute. If it stays so: ${TELL_IT.toLowerCase()}`,
  }),
  'hub-no-answer': () => ({
    title: 'The team hub took too long to answer.',
    safe: 'Nobody is called until it is sure whose callback it is.',
    todo: 'Wait a moment and look again: it is settled by itself.',
  }),
  'crisis-untold': () => ({
    title: 'Your team could not be told.',
    safe: 'Crisis mode is as it was, at every desk.',
    todo: 'Do it again when the link to the team hub is back. Until then, tell your team yourself.',
  }),
  'crisis-unsure': () => ({
    title: 'The team hub did not say whether your team was told.',
    safe: 'Each desk shows whether crisis mode is on, and so does this one.',
    todo: 'Look again in a moment, and do it again if nothing has changed.',
  }),
  'crisis-off': () => ({
    title: 'The team hub does not carry crisis mode yet.',
    safe: 'Calls and callbacks go on.',
    todo: `${TELL_IT} Until then, tell your team yourself.`,
  }),
} as const satisfies Record<string, Wording>;
