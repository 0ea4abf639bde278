import type { Call } from '#shared/call/call.ts';
import { isUp } from '#shared/call/phase.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { mergeable } from '../store/calls.ts';
import { toggleSheet, usePage, type SheetKind } from '../store/page.ts';
import { useCalls } from '../store/use-calls.ts';
import type { IconName } from '../ui/index.ts';
import { words } from './words.ts';

/** One key of the running call: what it says, what it does, and how it stands. */
export interface CallKey {
  word: string;
  icon: IconName;
  /** The letter that does the same. */
  letter: string;
  isDisabled: boolean;
  /** Null for a key that is not on or off. */
  isOn: boolean | null;
  /** Wanted, and not confirmed yet. */
  isSettling: boolean;
  act: () => void;
}

/** The keys of the running call, in their places, without Hang up. */
export function useCallKeys(current: Call, together: readonly Call[]): readonly CallKey[] {
  const sheet = usePage((page) => (page.sheet?.callId === current.id ? page.sheet.kind : null));
  const pair = mergeable(useCalls());
  return [
    muteKey(current, together),
    holdKey(current),
    sheetKey('keypad', current, sheet, hasAudio(current)),
    sheetKey('transfer', current, sheet, canTransfer(current)),
    sheetKey('add-call', current, sheet, isUp(current)),
    together.length > 1 ? splitKey(current) : mergeKey(pair),
  ];
}

function muteKey({ mute, phase }: Call, together: readonly Call[]): CallKey {
  return {
    word: words.mute,
    icon: mute.wanted ? 'microphoneOff' : 'microphone',
    letter: 'M',
    isDisabled: phase.name === 'ending',
    isOn: mute.wanted,
    isSettling: mute.wanted !== mute.confirmed,
    act: () => {
      for (const { id } of together) void ask(bridge().setMute({ callId: id, muted: !mute.wanted }));
    },
  };
}

function holdKey(current: Call): CallKey {
  const { hold } = current;
  return {
    word: words.hold,
    icon: 'pause',
    letter: 'H',
    isDisabled: !isUp(current),
    isOn: hold.wanted,
    isSettling: hold.wanted !== hold.confirmed,
    // One of a conference stands for all of it.
    act: () => void ask(bridge().setHold({ callId: current.id, held: !hold.wanted })),
  };
}

const SHEET_KEYS = {
  keypad: { word: words.keypad, icon: 'keypad', letter: 'K' },
  transfer: { word: words.transfer, icon: 'transfer', letter: 'T' },
  'add-call': { word: words.addCall, icon: 'add', letter: 'A' },
} as const;

function sheetKey(kind: SheetKind, { id }: Call, open: SheetKind | null, isPossible: boolean): CallKey {
  return {
    ...SHEET_KEYS[kind],
    isDisabled: !isPossible,
    isOn: open === kind,
    isSettling: false,
    act: () => toggleSheet(kind, id),
  };
}

/** Merge and Split share a place and a letter: there is never use for both. */
const JOINING = { letter: 'J', isOn: null, isSettling: false } as const;

function mergeKey(pair: [string, string] | null): CallKey {
  return {
    ...JOINING,
    word: words.merge,
    icon: 'merge',
    isDisabled: pair === null,
    act: () => pair && void ask(bridge().merge({ callIds: pair })),
  };
}

function splitKey({ conferenceId }: Call): CallKey {
  return {
    ...JOINING,
    word: words.split,
    icon: 'split',
    isDisabled: conferenceId === null,
    act: () => conferenceId !== null && void ask(bridge().split({ conferenceId })),
  };
}

function hasAudio(call: Call): boolean {
  return isUp(call) || (call.phase.name === 'alerting' && call.phase.earlyMedia);
}

/** A call that is being handed over, or is itself the talk before a handover, is not handed over again. */
function canTransfer({ phase, transfer, consultFor, conferenceId }: Call): boolean {
  const isUnderWay = transfer !== null && transfer.step !== 'failed';
  return phase.name === 'talking' && !isUnderWay && consultFor === null && conferenceId === null;
}
