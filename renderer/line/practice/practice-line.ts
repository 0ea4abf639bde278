import { BUSY_EXTENSION, PRACTICE_DOMAIN, PRACTICE_MAX_CALLS } from '#shared/practice/cast.ts';
import type { LineAccount } from '#shared/contract/line.ts';
import { numberKey } from '#shared/phone/same-number.ts';
import { appError, failed, ok } from '#shared/result.ts';
import type { StartPracticeLine } from '../sip/transport-port.ts';
import { loadCast } from './cast-files.ts';
import { House } from './house.ts';

const EXTENSION = 'practice';

const account: Omit<LineAccount, 'watch'> = {
  domain: PRACTICE_DOMAIN,
  extension: EXTENSION,
  authorizationUser: EXTENSION,
  displayName: 'Practice',
  servers: [{ url: 'practice:exchange', mayAutoAnswer: false }],
  registrationExpirySec: 600,
  iceServers: [],
  gatheringBudgetMs: 300,
  dtmf: 'rfc4733',
  maxCalls: PRACTICE_MAX_CALLS,
};

/**
 * The practice line: an exchange in this window, and on it the patients and colleagues of assets/practice. Nothing
 * leaves the machine; SIP is text passed from hand to hand, and the sound goes through WebRTC from this window to
 * itself.
 */
export const startPracticeLine: StartPracticeLine = async () => {
  // No sound device: what patients say reaches the agent's ear through the call, like any caller's voice.
  const context = new AudioContext(withoutDevice);
  const cast = loadCast();
  const house = new House({ domain: PRACTICE_DOMAIN, context, cast });
  await house.start();
  return {
    account: { ...account, watch: [...cast.colleagues.map(({ extension }) => extension), BUSY_EXTENSION] },
    transport: { open: (_serverUrl, listener) => house.exchange.open(listener) },
    callFrom: async (patientId) => {
      const patient = cast.patients.find(({ id }) => id === patientId);
      if (!patient) return failed(appError('patient-unknown'));
      return (await house.call(patient, EXTENSION)) ? ok() : failed(appError('call-state'));
    },
    patientOf: ({ practice, remote }) =>
      practice ??
      cast.patients.find(({ number }) => numberKey(number) === numberKey(remote.number))?.id ??
      null,
    chipUsed: (patientId) => house.conversationOf(patientId)?.chipUsed(),
    notesOf: (patientId) => house.conversationOf(patientId)?.notes() ?? null,
    stop: async () => {
      await house.stop();
      await context.close();
    },
  };
};

/** Audio Output Devices: an AudioContext that renders and plays nowhere. Newer than TypeScript's own DOM types. */
const withoutDevice: AudioContextOptions & { readonly sinkId: { readonly type: 'none' } } = {
  sampleRate: 48_000,
  sinkId: { type: 'none' },
};
