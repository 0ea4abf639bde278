import type { BalanceFigures } from '../../shared/call/balance.ts';
import type { Debrief } from '../../shared/contract/practice.ts';
import type { CallListEntry, DeskState } from '../../shared/contract/desk-state.ts';
import { mediaNow } from './desk-state.ts';
import type { FakeScriptBook } from './fake-script-book.ts';
import type { FakeQueue } from './fake-queue.ts';
import {
  callNow,
  colleagues,
  funke,
  longName,
  nameless,
  ON,
  pharmacy,
  practicePatients,
  quality,
  ringingCall,
  sam,
} from './people.ts';

import type { AppError } from '../../shared/result.ts';
import type { DeskCommandName } from '../../shared/contract/names.ts';
import type { RecordsOutlook } from '../../shared/contract/sign-in.ts';
import { authoringScenes } from './authoring-scenes.ts';
import { callbackScenes } from './callback-scenes.ts';
import { debriefScenes } from './debrief-scenes.ts';
import { pinScenes } from './pin-scenes.ts';
import type { ScriptWish } from './script-beside.ts';
import { scriptScenes } from './script-scenes.ts';
import { EVEN_TALK, talkScenes } from './talk-scenes.ts';

type Place = 'calls' | 'callbacks' | 'practice' | 'history' | 'scripts' | 'settings';

/** A picture of the desk: what main says, where the agent looks, and what they have pressed. */
export interface DeskScene {
  state: () => Partial<DeskState>;
  place?: Place;
  /** Names of buttons that are pressed once the scene stands; of `tab:` and `option:` what they say. */
  press?: readonly string[];
  /** A file of this name is chosen after that. */
  file?: string;
  /** What is put into the boxes of these labels. */
  fill?: readonly (readonly [label: string, text: string])[];
  /** Label of the box that is gone to. */
  focus?: string;
  /** Typed at last, into whatever has the focus. */
  type?: string;
  /** Scripts beside the calls; else those that main would choose. */
  scripts?: readonly ScriptWish[];
  /** Who has spoken for how long in the calls of the scene; else nobody is weighed. */
  balance?: BalanceFigures;
  callList?: () => CallListEntry[];
  queue?: () => FakeQueue;
  /** Debriefs that were kept on this computer. */
  kept?: () => Debrief[];
  /** What the team has published, and what the agent writes. */
  scriptBook?: () => FakeScriptBook;
  /** What is kept here for whoever sits at the desk; else it is known, with all its tries. */
  records?: RecordsOutlook;
  /** A command that fails once. */
  refuse?: readonly [name: DeskCommandName, error: AppError];
}

const onCall = (): Pick<DeskState, 'availability'> => ({
  availability: { name: 'on-call', since: Date.now() - 222_000 },
});
const held = { hold: ON } as const;

export const deskScenes = {
  ...callbackScenes,
  ...pinScenes,
  ...scriptScenes,
  ...authoringScenes,
  ...talkScenes,
  'idle-ready': { state: () => ({}) },
  'idle-number': { state: () => ({}), type: '2025550117' },
  'idle-break': {
    state: () => ({ availability: { name: 'break', since: Date.now() - 340_000, reason: 'Lunch' } }),
  },
  ringing: { state: () => ({ calls: [ringingCall()] }) },
  'ringing-nameless': { state: () => ({ calls: [ringingCall({ remote: nameless, queue: null })] }) },
  'ringing-in-history': { state: () => ({ calls: [ringingCall()] }), place: 'history' },
  'ringing-on-call': {
    state: () => ({
      ...onCall(),
      calls: [callNow(), ringingCall({ remote: longName, queue: 'Appointments' })],
    }),
  },
  'history-on-call': {
    state: () => ({ ...onCall(), calls: [callNow({ mute: ON })] }),
    place: 'history',
    callList: pastCalls,
  },
  dialling: {
    state: () => ({
      ...onCall(),
      calls: [
        callNow({
          direction: 'outgoing',
          answeredAt: null,
          startedAt: Date.now() - 6000,
          phase: { name: 'alerting', since: Date.now() - 5000, earlyMedia: false },
          quality: null,
          queue: null,
        }),
      ],
    }),
  },
  'call-good': { state: () => ({ ...onCall(), calls: [callNow()] }), balance: EVEN_TALK },
  'call-long-name': {
    state: () => ({ ...onCall(), calls: [callNow({ remote: longName, referredBy: '1002' })] }),
  },
  'call-poor': {
    state: () => ({
      ...onCall(),
      calls: [
        callNow({
          quality: quality({ mos: 2.8, band: 'poor', lossPercent: 7, roundTripMs: 310, warning: true }),
        }),
      ],
    }),
  },
  'call-break-next': {
    state: () => ({
      ...onCall(),
      availabilityWish: { name: 'break', reason: 'Lunch' },
      calls: [callNow()],
    }),
  },
  'call-muted': { state: () => ({ ...onCall(), calls: [callNow({ mute: ON })] }) },
  'call-holding': {
    state: () => ({ ...onCall(), calls: [callNow({ hold: { wanted: true, confirmed: false } })] }),
  },
  'call-held': { state: () => ({ ...onCall(), calls: [callNow({ ...held })] }) },
  'call-far-held': { state: () => ({ ...onCall(), calls: [callNow({ heldByFarEnd: true, mute: ON })] }) },
  'call-reaching': {
    state: () => ({
      ...onCall(),
      calls: [callNow({ phase: { name: 'reaching', since: Date.now() - 4000 } })],
      connection: {
        name: 'connecting',
        server: 'wss://sip-b.northside.example/ws',
        attempt: 2,
        since: Date.now() - 900,
      },
    }),
  },
  'call-keypad': { state: () => ({ ...onCall(), calls: [callNow()] }), press: ['Keypad', '4 GHI', '1', '#'] },
  'call-transfer': { state: () => ({ ...onCall(), calls: [callNow()] }), press: ['Transfer'], type: '1002' },
  'call-add': { state: () => ({ ...onCall(), calls: [callNow()] }), press: ['Add call'] },
  'call-consult': {
    state: () => ({
      ...onCall(),
      calls: [
        callNow({
          ...held,
          transfer: {
            kind: 'attended',
            target: 'sip:1010@northside.example',
            consultCallId: 'call-2',
            step: 'consulting',
            sipStatus: null,
          },
        }),
        callNow({
          id: 'call-2',
          direction: 'outgoing',
          remote: pharmacy,
          queue: null,
          answeredAt: Date.now() - 51_000,
          consultFor: 'call-1',
        }),
      ],
    }),
  },
  'call-blind-sent': {
    state: () => ({
      ...onCall(),
      calls: [
        callNow({
          transfer: { kind: 'blind', target: 'sip:1003@northside.example', step: 'ringing', sipStatus: 180 },
        }),
      ],
    }),
  },
  'call-blind-failed': {
    state: () => ({
      ...onCall(),
      calls: [
        callNow({
          transfer: { kind: 'blind', target: 'sip:1003@northside.example', step: 'failed', sipStatus: 480 },
        }),
      ],
    }),
  },
  'three-calls': {
    state: () => ({
      ...onCall(),
      calls: [
        callNow({ ...held }),
        callNow({ id: 'call-2', remote: nameless, queue: 'Appointments', ...held }),
        callNow({ id: 'call-3', remote: sam, direction: 'outgoing', queue: null }),
      ],
    }),
  },
  conference: {
    state: () => ({
      ...onCall(),
      calls: [
        callNow({ conferenceId: 'both' }),
        callNow({
          id: 'call-2',
          remote: pharmacy,
          direction: 'outgoing',
          queue: null,
          conferenceId: 'both',
          quality: quality({ mos: 3.7, band: 'fair' }),
        }),
      ],
    }),
  },
  ended: {
    state: () => ({
      availability: { name: 'wrap-up', since: Date.now() - 6000, until: Date.now() + 24_000 },
      calls: [
        callNow({
          phase: { name: 'ended', at: Date.now() - 6000, reason: 'hung-up-there', sipStatus: null },
        }),
      ],
    }),
  },
  'ended-several': {
    state: () => ({
      calls: (['busy', 'missed', 'transferred'] as const).map((reason, index) =>
        callNow({
          id: `ended-${index}`,
          direction: reason === 'busy' ? 'outgoing' : 'incoming',
          ...(reason !== 'transferred' && { answeredAt: null, quality: null }),
          phase: { name: 'ended', at: Date.now() - 3000, reason, sipStatus: null },
        }),
      ),
    }),
  },
  'ended-lost': {
    state: () => ({
      calls: [callNow({ phase: { name: 'ended', at: Date.now() - 3000, reason: 'lost', sipStatus: 481 } })],
    }),
  },
  'wrap-up': {
    state: () => ({
      availability: { name: 'wrap-up', since: Date.now() - 6000, until: Date.now() + 24_000 },
    }),
  },
  offline: {
    state: () => ({
      connection: {
        name: 'waiting',
        server: 'wss://sip-a.northside.example/ws',
        attempt: 5,
        since: Date.now() - 14_000,
        retryAt: Date.now() + 4000,
        reason: 'refused',
      },
      connectionFinding: { code: 'port-closed', details: { host: 'sip-a.northside.example', port: 8089 } },
      registration: { name: 'none' },
      colleagues: colleagues.map((one) => ({ ...one, light: 'unknown' })),
    }),
  },
  'failed-command': {
    state: () => ({
      ...onCall(),
      calls: [callNow()],
      notices: [{ id: 'n1', at: Date.now(), error: { code: 'hold-refused' } }],
    }),
  },
  practice: {
    state: () => ({ sitting: { kind: 'practice' }, practicePatients, colleagues: [], voicemail: null }),
    place: 'practice',
  },
  'practice-idle': {
    state: () => ({ sitting: { kind: 'practice' }, practicePatients, colleagues: [], voicemail: null }),
  },
  ...debriefScenes,
  'history-empty': { state: () => ({}), place: 'history' },
  'history-full': { state: () => ({}), place: 'history', callList: pastCalls },
  settings: { state: () => ({}), place: 'settings' },
  'settings-denied': {
    state: () => ({
      media: mediaNow({
        microphone: { available: [], chosenId: null, activeId: null },
        microphoneError: 'microphone-denied',
      }),
    }),
    place: 'settings',
  },
} as const satisfies Record<string, DeskScene>;

const SAID = {
  outcome: 'Told when to expect them',
  note: 'Prefers a call before noon; hears better on the left.',
};

/** Eighty past calls, enough for two pages. */
export function pastCalls(): CallListEntry[] {
  const people = [funke, longName, nameless, pharmacy, sam];
  const reasons = ['hung-up-there', 'missed', 'transferred', 'no-answer', 'lost'] as const;
  return Array.from({ length: 80 }, (_, index) => {
    const person = people[index % people.length] ?? funke;
    const reason = reasons[(index * 3) % reasons.length] ?? 'hung-up-there';
    const startedAt = Date.now() - (index + 1) * 420_000;
    const wasAnswered = reason !== 'missed' && reason !== 'no-answer';
    return {
      id: `past-${index}`,
      direction: reason === 'no-answer' || index % 5 === 3 ? 'outgoing' : 'incoming',
      ...person,
      queue: index % 2 === 0 ? 'Results line' : null,
      startedAt,
      answeredAt: wasAnswered ? startedAt + 7000 : null,
      endedAt: startedAt + 7000 + (index + 2) * 17_000,
      reason,
      mos: wasAnswered ? 4.2 : null,
      practice: index === 4,
      wrapUp: wasAnswered && index % 4 === 0 ? SAID : null,
      redFlags: index === 4 ? [{ card: 'It may be an emergency', atMs: startedAt + 31_000 }] : [],
    };
  });
}
