import { act, cleanup, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, vi } from 'vitest';
import type { CallListEntry, DeskState } from '../../shared/contract/desk-state.ts';
import type { Debrief } from '../../shared/contract/practice.ts';
import { Desk } from '../../renderer/desk/shell/Desk.tsx';
import { connect } from '../../renderer/desk/store/desk-store.ts';
import { usePage, type Place } from '../../renderer/desk/store/page.ts';
import { fakeDesk, type FakeDesk } from './desk-bridge.ts';
import { deskNow } from './desk-state.ts';
import type { FakeScriptBook } from './fake-script-book.ts';
import type { FakeQueue } from './fake-queue.ts';

export interface DrawnDesk {
  fake: FakeDesk;
  user: UserEvent;
  /** Pushes a state as main does, and waits until it is drawn. */
  push: (change: Partial<DeskState>) => Promise<void>;
}

interface DeskAround {
  place?: Place;
  callList?: readonly CallListEntry[];
  queue?: FakeQueue;
  /** Debriefs that were kept on this computer. */
  kept?: readonly Debrief[];
  scriptBook?: FakeScriptBook;
}

/** Draws the whole desk on a fake bridge, in the test's own page. */
export async function drawDesk(
  state: Partial<DeskState> = {},
  { place = 'calls', callList = [], queue = {}, kept = [], scriptBook = {} }: DeskAround = {},
): Promise<DrawnDesk> {
  const fake = fakeDesk(deskNow(state), callList, queue, kept, scriptBook);
  Object.assign(window, { hearthline: fake.bridge });
  usePage.setState({ ...usePage.getInitialState(), place });
  disconnect = connect(fake.bridge);
  const user = userEvent.setup();
  await act(async () => render(<Desk />));
  return { fake, user, push: async (change) => act(async () => fake.push(change)) };
}

let disconnect: (() => void) | null = null;

// The clock stands still, so that no test depends on how fast the machine is; timers still run.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-10T12:00:00Z') });
});

afterEach(() => {
  cleanup();
  disconnect?.();
  disconnect = null;
  vi.useRealTimers();
});
