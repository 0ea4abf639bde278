import type { BalanceFigures } from '../../shared/call/balance.ts';
import type { CallNotes, Debrief } from '../../shared/contract/practice.ts';
import type { DeskState } from '../../shared/contract/desk-state.ts';
import { debriefOf } from '../../shared/practice/debrief.ts';
import type { DeskScene } from './desk-scenes.ts';
import { practicePatients } from './people.ts';

const LISTENED: CallNotes = {
  lengthMs: 192_000,
  greetedAfterMs: 1200,
  talkedOver: 0,
  longestWaitMs: 4100,
  moods: { from: 'upset', to: 'calm' },
  moments: [
    { atMs: 19_000, trigger: 'heardOut', isCalmer: true, mood: 'upset' },
    { atMs: 42_000, trigger: 'heardOut', isCalmer: true, mood: 'uneasy' },
    { atMs: 42_000, trigger: 'pause', isCalmer: true, mood: 'uneasy' },
    { atMs: 61_000, trigger: 'chip', isCalmer: true, mood: 'uneasy' },
    { atMs: 95_000, trigger: 'pause', isCalmer: true, mood: 'calm' },
  ],
  walkedOut: false,
};
const EVEN: BalanceFigures = {
  talkMs: 71_000,
  listenMs: 96_000,
  bothMs: 2000,
  silenceMs: 27_000,
  longestMonologueMs: 18_000,
  currentMonologueMs: 0,
};
const HURRIED: CallNotes = {
  lengthMs: 48_000,
  greetedAfterMs: 900,
  talkedOver: 4,
  longestWaitMs: 2100,
  moods: { from: 'upset', to: 'furious' },
  moments: [
    { atMs: 6000, trigger: 'rushed', isCalmer: false, mood: 'furious' },
    { atMs: 17_000, trigger: 'talkedOver', isCalmer: false, mood: 'furious' },
    { atMs: 29_000, trigger: 'talkedOver', isCalmer: false, mood: 'furious' },
  ],
  walkedOut: true,
};

const script: NonNullable<Debrief['script']> = {
  title: 'Results are late',
  phases: [
    { name: 'open', isVisited: true },
    { name: 'listen', isVisited: true },
    { name: 'act', isVisited: true },
    { name: 'check', isVisited: false },
    { name: 'close', isVisited: false },
  ],
  chipsUsed: ['Worried'],
};

/** Of a call in which the agent listened. */
export function listenedDebrief(over: Partial<Debrief> = {}): Debrief {
  return { ...debriefAfter('rosa', 'Rosa Lindqvist', LISTENED, EVEN), ...over };
}

/** Of a call that the patient left. */
export function hurriedDebrief(over: Partial<Debrief> = {}): Debrief {
  const balance = { ...EVEN, talkMs: 31_000, listenMs: 14_000, bothMs: 9000, silenceMs: 6000 };
  return { ...debriefAfter('tomas', 'Tomas Bello', HURRIED, balance), ...over };
}

function debriefAfter(id: string, name: string, notes: CallNotes, balance: BalanceFigures): Debrief {
  const facts = { notes, balance };
  return debriefOf({ id: `debrief-${id}`, at: Date.now() - 60_000, patient: { id, name }, facts, script });
}

const practising = (debrief: DeskState['debrief']): Partial<DeskState> => ({
  sitting: { kind: 'practice' },
  practicePatients,
  colleagues: [],
  voicemail: null,
  debrief,
});

/** A look back at a practice call: where the call was, in the practice place, and kept. */
export const debriefScenes = {
  'practice-debrief': { state: () => practising({ ...listenedDebrief(), isKept: false }) },
  'practice-debrief-hurried': {
    state: () => practising({ ...hurriedDebrief(), isKept: false }),
    place: 'practice',
  },
  'practice-debrief-kept': {
    state: () => practising({ ...listenedDebrief(), isKept: true }),
    place: 'practice',
    kept: () => [listenedDebrief(), hurriedDebrief({ at: Date.now() - 90_000_000 })],
  },
  'practice-kept-open': {
    state: () => practising(null),
    place: 'practice',
    kept: () => [hurriedDebrief({ at: Date.now() - 90_000_000 })],
    press: ['Show: Tomas Bello, yesterday 11:00'],
  },
} as const satisfies Record<string, DeskScene>;
