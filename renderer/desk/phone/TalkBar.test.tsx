// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { BalanceFigures } from '#shared/call/balance.ts';
import type { DeskState } from '#shared/contract/desk-state.ts';
import { callNow, ON, pharmacy } from '../../../tests/fakes/people.ts';
import { drawDesk, type DrawnDesk } from '../../../tests/fakes/render-desk.tsx';
import { EVEN_TALK, LONG_TALK } from '../../../tests/fakes/talk-scenes.ts';

const EVEN = 'You 39 %, they 44 %, quiet 17 %, your longest stretch 20 s';
const KIND_WORD = /let them speak/;

function hear({ fake }: DrawnDesk, balance: BalanceFigures | null): void {
  act(() => fake.pushLevels({ microphone: 0, calls: { 'call-1': { near: 0.1, far: 0, balance } } }));
}

async function inTalk(over: Partial<DeskState> = {}): Promise<DrawnDesk> {
  const drawn = await drawDesk({ calls: [callNow()], ...over });
  hear(drawn, null);
  return drawn;
}

describe('the talk and listen bar', () => {
  it('says who spoke for how long, once there is enough to say', async () => {
    const drawn = await inTalk();
    expect(screen.getByRole('img', { name: 'Talk and listen: just begun' })).toBeDefined();
    hear(drawn, EVEN_TALK);
    expect(screen.getByRole('img', { name: EVEN })).toBeDefined();
    expect(screen.getByText(/Only you see this/)).toBeDefined();
  });

  it('asks quietly to let them speak, until they do', async () => {
    const drawn = await inTalk();
    hear(drawn, EVEN_TALK);
    expect(screen.queryByText(KIND_WORD)).toBeNull();
    hear(drawn, LONG_TALK);
    expect(screen.getByText(KIND_WORD).getAttribute('role')).toBe('status');
    expect(screen.queryByRole('alert')).toBeNull();
    hear(drawn, { ...LONG_TALK, currentMonologueMs: 0 });
    expect(screen.queryByText(KIND_WORD)).toBeNull();
  });

  it('is not there for those who switched it off, nor its word', async () => {
    const drawn = await inTalk({ settings: { theme: 'system', talkBar: false } });
    hear(drawn, LONG_TALK);
    expect(screen.queryByRole('img', { name: /longest stretch|just begun/ })).toBeNull();
    expect(screen.queryByText(KIND_WORD)).toBeNull();
  });

  it.each<[string, Partial<DeskState>]>([
    ['a word with a colleague', { calls: [callNow({ consultFor: 'call-9' })] }],
    [
      'a conference',
      {
        calls: [
          callNow({ conferenceId: 'c' }),
          callNow({ id: 'call-2', remote: pharmacy, conferenceId: 'c' }),
        ],
      },
    ],
  ])('is not there in %s', async (_, over) => {
    const drawn = await inTalk(over);
    hear(drawn, EVEN_TALK);
    expect(screen.queryByRole('img', { name: EVEN })).toBeNull();
  });

  it('starts anew with the next call', async () => {
    const drawn = await inTalk();
    hear(drawn, LONG_TALK);
    await drawn.push({ calls: [callNow({ hold: ON }), callNow({ id: 'call-2', remote: pharmacy })] });
    expect(screen.getByRole('img', { name: 'Talk and listen: just begun' })).toBeDefined();
    expect(screen.queryByText(KIND_WORD)).toBeNull();
  });
});
