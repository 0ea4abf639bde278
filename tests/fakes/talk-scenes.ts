import type { BalanceFigures } from '../../shared/call/balance.ts';
import type { DeskState } from '../../shared/contract/desk-state.ts';
import type { DeskScene } from './desk-scenes.ts';
import { callNow, ON } from './people.ts';

/** Three and a half minutes in which both had their say. */
export const EVEN_TALK: BalanceFigures = {
  talkMs: 86_000,
  listenMs: 98_000,
  bothMs: 4000,
  silenceMs: 38_000,
  longestMonologueMs: 23_400,
  currentMonologueMs: 0,
};
/** The agent has explained for most of a minute, and goes on. */
export const LONG_TALK: BalanceFigures = {
  ...EVEN_TALK,
  talkMs: 151_000,
  listenMs: 33_000,
  longestMonologueMs: 48_200,
  currentMonologueMs: 48_200,
};

const talking = (over: Parameters<typeof callNow>[0] = {}): Partial<DeskState> => ({
  availability: { name: 'on-call', since: Date.now() - 222_000 },
  calls: [callNow(over)],
});

/** The talk and listen bar: at first, with a word about it, on mute, and switched off. */
export const talkScenes = {
  'talk-begun': { state: () => talking() },
  'talk-let-them-speak': { state: () => talking(), balance: LONG_TALK },
  'talk-muted': { state: () => talking({ mute: ON }), balance: EVEN_TALK },
  'talk-off': {
    state: () => ({ ...talking(), settings: { theme: 'system', talkBar: false } }),
    balance: LONG_TALK,
  },
} as const satisfies Record<string, DeskScene>;
