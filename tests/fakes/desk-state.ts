import type { MediaState } from '../../shared/call/line-state.ts';
import type { DeskState } from '../../shared/contract/desk-state.ts';
import type { SignInState } from '../../shared/contract/sign-in.ts';
import { queueNow } from './callback-rows.ts';
import { colleagues } from './people.ts';

const headset = { id: 'usb-1', label: 'Jabra Evolve2 65 (USB)' };
const builtIn = { id: 'pci-1', label: 'Built-in audio' };
const room = { id: 'hdmi-1', label: 'Monitor HDMI 2' };

export function mediaNow(over: Partial<MediaState> = {}): MediaState {
  return {
    microphone: { available: [headset, builtIn], chosenId: headset.id, activeId: headset.id },
    speaker: { available: [headset, builtIn, room], chosenId: headset.id, activeId: headset.id },
    ringer: { available: [headset, builtIn, room], chosenId: null, activeId: builtIn.id },
    microphoneError: null,
    echoTest: 'off',
    ...over,
  };
}

/** An agent who is ready, connected and alone. On a call and in wrap-up main tells what comes after, and so does this. */
export function deskNow(over: Partial<DeskState> = {}): DeskState {
  const now = Date.now();
  const isBetween = over.availability?.name === 'on-call' || over.availability?.name === 'wrap-up';
  return {
    revision: 1,
    sitting: {
      kind: 'account',
      profileName: 'Northside Clinic',
      extension: '1001',
      displayName: 'Ngozi Achebe',
    },
    availability: { name: 'ready', since: now - 754_000 },
    ...(isBetween && { availabilityWish: { name: 'ready' } }),
    breakReasons: ['Lunch', 'Short break', 'After a hard call', 'Training'],
    connection: { name: 'connected', server: 'wss://sip-a.northside.example/ws', since: now - 900_000 },
    connectionFinding: null,
    registration: { name: 'registered', since: now - 899_000, expiresAt: now + 120_000 },
    calls: [],
    media: mediaNow(),
    voicemail: { waiting: true, newCount: 2, oldCount: 5 },
    voicemailNumber: '*97',
    echoNumber: '*43',
    colleagues,
    practicePatients: [],
    debrief: null,
    keptDebriefsRevision: 0,
    notices: [],
    callListRevision: 1,
    callbacks: queueNow(),
    scripts: [],
    scriptListRevision: 0,
    redFlags: { own: [], team: [] },
    scriptBook: { revision: 0, standing: { kind: 'open' } },
    crisis: { mode: null, link: 'here' },
    handOffs: [
      { name: 'nurse', label: 'Nurse desk', number: '301' },
      { name: 'emergency', label: 'Emergency', number: '911' },
      { name: 'crisis-line', label: 'Crisis line', number: '988' },
    ],
    defaultCountry: 'US',
    settings: { theme: 'system' },
    ...over,
  };
}

export function signInNow(over: Partial<SignInState> = {}): SignInState {
  return {
    profile: { state: 'none' },
    lastExtension: '',
    progress: null,
    mayGoOnWithoutLine: null,
    settings: { theme: 'system' },
    ...over,
  };
}
