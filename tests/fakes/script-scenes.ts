import { teamQueue } from './callback-rows.ts';
import { besideNow } from './script-beside.ts';
import type { DeskScene } from './desk-scenes.ts';
import { callNow, funke, longName, ringingCall } from './people.ts';
import { flagNow, teamFlagNow } from './red-flags.ts';

const now = () => Date.now();
const onCall = () => ({
  availability: { name: 'on-call', since: now() - 222_000 } as const,
  calls: [callNow()],
});

const overCall = () =>
  callNow({ phase: { name: 'ended', at: now() - 3000, reason: 'hung-up-there', sipStatus: null } });
const afterCall = () => ({
  availability: { name: 'wrap-up', since: now() - 9000, until: now() + 21_000 } as const,
});

const LEAD = { agent: 'lead-ngozi', name: 'Ngozi Achebe', lead: true };
const inCrisis = (leads: boolean) => ({
  callbacks: leads ? teamQueue({ me: LEAD }) : teamQueue(),
  crisis: { mode: { sinceMs: now() - 3_900_000, by: 'Ana Reyes' }, link: 'here' as const },
});

/** The script beside the call. */
export const scriptScenes = {
  'script-ringing': { state: () => ({ calls: [ringingCall({ queue: 'Paediatrics' })] }) },
  'script-branch': {
    state: onCall,
    scripts: [
      besideNow('call-1', 'results-late', {
        place: { phase: 'act', visited: ['open', 'listen', 'act'], picked: { act: [0] } },
      }),
    ],
  },
  'script-act': {
    state: onCall,
    scripts: [
      besideNow('call-1', 'results-late', { place: { phase: 'act', visited: ['open', 'listen', 'act'] } }),
    ],
  },
  'script-chip': {
    state: onCall,
    scripts: [
      besideNow('call-1', 'angry-complaint', {
        rule: { kind: 'hand' },
        place: { phase: 'listen', visited: ['open', 'listen'], chip: 'Angry', chipsUsed: ['Angry'] },
      }),
    ],
  },
  'script-close': {
    state: onCall,
    scripts: [
      besideNow('call-1', 'refill-delay', {
        place: { phase: 'check', visited: ['open', 'listen', 'act', 'check'] },
      }),
    ],
  },
  'script-wrap-up': {
    state: () => ({ ...afterCall(), calls: [overCall()] }),
    scripts: [
      besideNow('call-1', 'results-late', {
        wrapUp: { callId: 'call-1', who: funke, outcome: 'Told when to expect them', note: '' },
      }),
    ],
  },
  'script-wrap-up-empty': {
    state: () => afterCall(),
    scripts: [
      besideNow('call-1', 'anxious-parent', {
        wrapUp: { callId: 'call-1', who: longName, outcome: null, note: '' },
      }),
    ],
  },
  'script-spanish': {
    state: onCall,
    scripts: [besideNow('call-1', 'anxious-parent', { script: { id: 'anxious-parent', language: 'es' } })],
  },
  'script-red-flags': { state: onCall, press: ['Something is wrong'] },
  'script-red-flag': { state: onCall, press: ['Something is wrong', 'It may be an emergency'] },
  'flag-told': {
    state: () => ({ ...onCall(), redFlags: { own: [flagNow({ seenBy: ['Mia Lindqvist'] })], team: [] } }),
    press: ['Something is wrong', 'It may be an emergency'],
  },
  'flag-waiting': {
    state: () => ({ ...onCall(), redFlags: { own: [flagNow({ told: 'waiting' })], team: [] } }),
    press: ['Something is wrong', 'It may be an emergency'],
  },
  'flag-on-leads-desk': {
    state: () => ({
      ...onCall(),
      redFlags: {
        own: [],
        team: [
          teamFlagNow(),
          teamFlagNow({ id: 'flag-2', name: 'Ola Hansen', isMine: true, seenBy: ['Ngozi Achebe'] }),
          teamFlagNow({ id: 'flag-3', name: 'Ben Ortiz', over: 'call-ended' }),
        ],
      },
    }),
  },
  'crisis-on-call': { state: () => ({ ...onCall(), ...inCrisis(false) }) },
  'crisis-ringing': {
    state: () => ({ ...inCrisis(false), calls: [ringingCall({ queue: 'Paediatrics' })] }),
  },
  'crisis-leads-desk': { state: () => inCrisis(true) },
  'crisis-ending': { state: () => ({ ...onCall(), ...inCrisis(true) }), press: ['End crisis mode'] },
  'crisis-begin': {
    state: () => ({ ...onCall(), callbacks: teamQueue({ me: LEAD }) }),
    press: ['Begin crisis mode'],
  },
  'crisis-off': {
    state: () => ({ callbacks: teamQueue({ me: LEAD }), crisis: { mode: null, link: 'off' as const } }),
    place: 'settings',
  },
  'script-finder': { state: onCall, press: ['Change the script'], type: 'wait' },
  'script-finder-nothing': { state: onCall, press: ['Change the script'], type: 'zebra' },
} as const satisfies Record<string, DeskScene>;
