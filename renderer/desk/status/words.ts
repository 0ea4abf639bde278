import type { ConnectionState, RegistrationState } from '#shared/call/line-state.ts';
import type { DeskState } from '#shared/contract/desk-state.ts';
import type { HubLink } from '#shared/contract/callback-state.ts';
import { serverName } from '../ui/index.ts';

/** What the foot says. */
export const words = {
  place: 'Line and devices',
  line: 'Line',
  linked: 'Connected to the server.',
  notLinked: 'No connection to the server. Hearthline keeps trying by itself.',
  tryNow: 'Try now',
  practice: 'Practice line: nothing leaves this desk',
  notOpened: 'Microphone not opened yet',
  toSettings: 'Settings',
  callVoicemail: 'Listen',
  signingIn: 'Telling it where you are…',
  hub: 'Team hub',
  hubLinked: 'Linked to the team.',
  hubGone: 'No link to the team. What you do here is kept.',
  catchingUp: 'Catching up with the team',
  unsent: (count: number, since: string) => `${count} to be sent${since && `, since ${since}`}`,
  willTry: (seconds: number) => (seconds > 0 ? `Trying again in ${seconds} s.` : 'Trying again…'),
} as const;

type LossReason = Extract<ConnectionState, { name: 'waiting' }>['reason'];

/** Why the link is gone, from what the socket itself said. */
const LOSS_WORDS: Record<LossReason, string> = {
  refused: 'The server refused the connection.',
  closed: 'The server closed the connection.',
  timeout: 'The server did not answer in time.',
  silent: 'The server went silent.',
  offline: 'This computer has no network.',
  asked: 'Starting afresh.',
};

/** What the connection is doing; for `waiting` the reason alone, the countdown stands before it. */
export function connectionWords(connection: ConnectionState): string {
  switch (connection.name) {
    case 'idle':
      return 'Not connected';
    case 'connecting':
      return connection.attempt > 1
        ? `Reaching ${serverName(connection.server)}, try ${connection.attempt}…`
        : `Reaching ${serverName(connection.server)}…`;
    case 'connected':
      return `Connected to ${serverName(connection.server)}`;
    case 'waiting':
      return LOSS_WORDS[connection.reason];
  }
}

export const REFUSAL_WORDS: Record<Extract<RegistrationState, { name: 'refused' }>['code'], string> = {
  'wrong-password': 'It no longer takes your password: sign out and in again.',
  'extension-unknown': 'It does not know your extension: ask the people who look after your phones.',
  'sign-in-refused': 'It will not let you in: ask the people who look after your phones.',
  'server-error': 'It could not sign you in: a fault of its own.',
  'server-silent': 'It did not answer the sign-in.',
};

/** What the registration adds to a standing connection; empty when all is well. */
export function registrationWords(registration: RegistrationState): string {
  switch (registration.name) {
    case 'none':
    case 'registering':
      return words.signingIn;
    case 'registered':
      return '';
    case 'refused':
      return REFUSAL_WORDS[registration.code];
  }
}

export function voicemailWords({ newCount }: NonNullable<DeskState['voicemail']>): string {
  if (newCount === 0) return 'New voice messages';
  return newCount === 1 ? '1 new voice message' : `${newCount} new voice messages`;
}

/** How the way to the team hub stands. `since`: the time of the link, in words. */
export function hubWords(link: Exclude<HubLink, { name: 'refused' }>, since: string): string {
  switch (link.name) {
    case 'solo':
      return '';
    case 'connecting':
      return 'Reaching the team…';
    case 'syncing':
      return `Catching up with the team: ${link.done.toLocaleString()} of ${link.total.toLocaleString()}`;
    case 'online':
      return 'In step with the team';
    case 'offline':
      return `No link to the team since ${since}`;
  }
}
