import { act, cleanup, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { CallListEntry, DeskState } from '../../shared/contract/desk-state.ts';
import { Desk } from '../../renderer/desk/shell/Desk.tsx';
import { connect } from '../../renderer/desk/store/desk-store.ts';
import { usePage, type Place } from '../../renderer/desk/store/page.ts';
import { fakeDesk, type FakeDesk } from './desk-bridge.ts';
import { deskNow } from './desk-state.ts';

export interface DrawnDesk {
  fake: FakeDesk;
  user: UserEvent;
  /** Pushes a state as main does, and waits until it is drawn. */
  push: (change: Partial<DeskState>) => Promise<void>;
}

/** Draws the whole desk on a fake bridge, in the test's own page. */
export async function drawDesk(
  state: Partial<DeskState> = {},
  { place = 'calls', callList = [] }: { place?: Place; callList?: readonly CallListEntry[] } = {},
): Promise<DrawnDesk> {
  cleanup();
  const fake = fakeDesk(deskNow(state), callList);
  Object.assign(window, { hearthline: fake.bridge });
  usePage.setState({ place, sheet: null, failures: [] });
  disconnect?.();
  disconnect = connect(fake.bridge);
  const user = userEvent.setup();
  await act(async () => render(<Desk />));
  return { fake, user, push: async (change) => act(async () => fake.push(change)) };
}

let disconnect: (() => void) | null = null;
