// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { holdNow, rowNow, teamQueue } from '../../../tests/fakes/callback-rows.ts';
import { callNow } from '../../../tests/fakes/people.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';
import type { DeskState } from '../../../shared/contract/desk-state.ts';

const BEGUN = Date.parse('2026-03-10T11:48:00Z');
const inHand = (isBegun = true) => rowNow({ hold: holdNow({ dialStartedMs: isBegun ? BEGUN : null }) });
const { id } = inHand();

async function drawHand(
  state: Partial<DeskState> = {},
  { begun = true, callId = null as string | null } = {},
) {
  const row = inHand(begun);
  return drawDesk(
    { callbacks: teamQueue({ inHand: row, inHandCallId: callId }), ...state },
    { place: state.calls ? 'calls' : 'callbacks', queue: { rows: [row] } },
  );
}

describe('an outcome', () => {
  it.each([
    ['s', 'spoke'],
    ['n', 'no-answer'],
    ['b', 'busy'],
    ['v', 'voicemail-left'],
    ['w', 'wrong-number'],
  ])('is told by the key %s: %s', async (key, outcome) => {
    const { user, fake } = await drawHand();
    await user.keyboard(key);
    expect(fake.given).toEqual([
      { name: 'recordOutcome', input: { callbackId: id, outcome, laterMs: null, note: '' } },
    ]);
    expect(await screen.findByText(/^Kept: .*, Funke Adeyemi\.$/)).toBeDefined();
  });

  it('takes the note along, as it stands', async () => {
    const { user, fake } = await drawHand();
    await user.type(screen.getByLabelText('Notes'), ' Will come on Friday. ');
    await user.click(screen.getByRole('button', { name: 'Spoke' }));
    const told = fake.given.find(({ name }) => name === 'recordOutcome');
    expect(told?.input).toMatchObject({ outcome: 'spoke', note: 'Will come on Friday.' });
    expect(fake.given.find(({ name }) => name === 'draftCallbackNote')?.input).toEqual({
      callbackId: id,
      text: ' Will come on Friday. ',
    });
  });

  it('is not told by a letter before a call was begun, nor with letters switched off', async () => {
    const { user, fake, push } = await drawHand({}, { begun: false });
    await user.keyboard('s');
    expect(fake.given).toEqual([]);
    await push({
      settings: { theme: 'system', letterKeys: false },
      callbacks: teamQueue({ inHand: inHand() }),
    });
    await user.keyboard('s');
    expect(fake.given).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Spoke' }));
    expect(fake.given).toHaveLength(1);
  });

  it('“Do not call again” wants a second press', async () => {
    const { user, fake } = await drawHand();
    await user.keyboard('d');
    expect(fake.given).toEqual([]);
    expect(screen.getByText(/Press once more: nobody calls them again/)).toBeDefined();
    await user.keyboard('d');
    expect(fake.given[0]?.input).toMatchObject({ outcome: 'do-not-call' });
  });

  it('is told once, however often the key is pressed', async () => {
    const { user, fake } = await drawHand();
    const answer = fake.delay('recordOutcome');
    await user.keyboard('sss');
    answer();
    expect(fake.given).toHaveLength(1);
  });

  it('that was not kept is said so, and the note stays', async () => {
    const { user, fake } = await drawHand();
    fake.refuse('recordOutcome', { code: 'records-full' });
    await user.type(screen.getByLabelText('Notes'), 'Keep me');
    await user.click(screen.getByRole('button', { name: 'Busy' }));
    expect(await screen.findByText('The disk of this computer is full.')).toBeDefined();
    expect(screen.getByLabelText<HTMLTextAreaElement>('Notes').value).toBe('Keep me');
  });
});

describe('asked for later', () => {
  it('is typed in the patient’s own time, and says what that is here', async () => {
    const { user, fake } = await drawHand();
    await user.keyboard('l');
    const form = screen.getByRole('form', { name: 'When shall we call again?' });
    const day = within(form).getByLabelText<HTMLInputElement>('Day');
    const time = within(form).getByLabelText<HTMLInputElement>('From');
    expect([day.value, time.value]).toEqual(['2026-03-10', '09:00']);
    await user.click(within(form).getByRole('button', { name: 'Tomorrow 09:00' }));
    expect(
      within(form).getByText(/^That is tomorrow 0?9:00.* in New York, tomorrow .* here\.$/),
    ).toBeDefined();
    await user.click(within(form).getByRole('button', { name: 'Keep the time' }));
    expect(fake.given[0]?.input).toMatchObject({
      outcome: 'asked-for-later',
      laterMs: Date.parse('2026-03-11T13:00:00Z'),
    });
  });

  it('closes with Escape and tells nothing', async () => {
    const { user, fake } = await drawHand();
    await user.keyboard('l{Escape}');
    expect(screen.queryByRole('form', { name: 'When shall we call again?' })).toBeNull();
    expect(fake.given).toEqual([]);
  });
});

describe('calling', () => {
  it('follows on taking, without leaving the list', async () => {
    const free = rowNow();
    const { user, fake, push } = await drawDesk(
      { callbacks: teamQueue() },
      { place: 'callbacks', queue: { rows: [free] } },
    );
    await user.keyboard('/{Enter}{Enter}');
    await push({ callbacks: teamQueue({ inHand: inHand(false) }) });
    await user.keyboard('c');
    expect(fake.given.map(({ name }) => name)).toEqual(['claimCallback', 'dialCallback']);
  });

  it('is one key, and leads to the call', async () => {
    const { user, fake } = await drawHand({}, { begun: false });
    await user.keyboard('c');
    expect(fake.given).toEqual([{ name: 'dialCallback', input: { callbackId: id, again: false } }]);
    expect(screen.queryByRole('region', { name: 'Callbacks' })).toBeNull();
  });

  it('a second time asks first: the patient may have been reached', async () => {
    const { user, fake } = await drawHand();
    await user.keyboard('c');
    expect(fake.given).toEqual([]);
    expect(screen.getByText(/You began a call at .* and no outcome was told/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Call again all the same' }));
    expect(fake.given).toEqual([{ name: 'dialCallback', input: { callbackId: id, again: true } }]);
  });

  it('asks also when only main knows of the first call', async () => {
    const { user, fake } = await drawHand({}, { begun: false });
    fake.refuse('dialCallback', { code: 'callback-maybe-called' });
    await user.keyboard('c');
    expect(await screen.findByText('A call was begun and no outcome was told.')).toBeDefined();
  });
});

describe('beside the call', () => {
  const onCall = { calls: [callNow({ direction: 'outgoing' })] };

  it('the outcome is told without leaving it', async () => {
    const { user, fake } = await drawHand(onCall, { callId: 'call-1' });
    const panel = screen.getByRole('region', { name: 'Callback in hand' });
    expect(within(panel).getByRole('heading', { name: 'Test results' })).toBeDefined();
    expect(await within(panel).findByLabelText('Notes')).toBeDefined();
    await user.keyboard('n');
    expect(fake.given[0]?.input).toMatchObject({ outcome: 'no-answer' });
  });

  it('letters rest while another patient is in the ear', async () => {
    const { user, fake } = await drawHand(onCall, { callId: null });
    expect(screen.getByText(/In your hands: Funke Adeyemi/)).toBeDefined();
    await user.keyboard('s');
    expect(fake.given).toEqual([]);
  });

  it('the queue offers no second call while one is up', async () => {
    const { user, fake } = await drawHand(onCall, { callId: 'call-1' });
    await user.click(screen.getByRole('button', { name: 'Callbacks' }));
    expect(screen.getByRole('button', { name: 'Call again' }).hasAttribute('disabled')).toBe(true);
    await user.keyboard('c');
    expect(fake.given).toEqual([]);
  });
});

describe('letting it go', () => {
  it('puts it back, or hands it to a colleague or to whoever leads', async () => {
    const { user, fake } = await drawHand({}, { begun: false });
    await user.click(screen.getByRole('button', { name: 'Hand over' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Ines Marchetti' }));
    await user.click(screen.getByRole('button', { name: 'Hand over' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Whoever leads' }));
    await user.click(screen.getByRole('button', { name: 'Put it back' }));
    expect(fake.given.map(({ input }) => (input as { to: unknown }).to)).toEqual([
      { kind: 'agent', agent: 'ines' },
      { kind: 'lead' },
      null,
    ]);
  });

  it('cancels with a reason, on a second press', async () => {
    const { user, fake } = await drawHand({}, { begun: false });
    await user.click(screen.getByRole('button', { name: 'Cancel it' }));
    const form = screen.getByRole('form', { name: 'Cancel this callback' });
    await user.click(within(form).getByRole('button', { name: 'Cancel the callback' }));
    expect(within(form).getByText('Say in a few words what it is about.')).toBeDefined();
    await user.type(within(form).getByLabelText('Why'), 'Came in person');
    await user.click(within(form).getByRole('button', { name: 'Cancel the callback' }));
    expect(fake.given).toEqual([]);
    await user.click(within(form).getByRole('button', { name: 'Press once more to cancel it' }));
    expect(fake.given).toEqual([
      { name: 'cancelCallback', input: { callbackId: id, reason: 'Came in person' } },
    ]);
  });

  it('takes another time, with a window', async () => {
    const { user, fake } = await drawHand({}, { begun: false });
    await user.click(screen.getByRole('button', { name: 'Another time' }));
    const form = screen.getByRole('form', { name: 'Another time' });
    await user.type(within(form).getByLabelText('Until (if they said so)'), '11:00');
    await user.click(within(form).getByRole('button', { name: 'Keep the new time' }));
    await vi.waitFor(() => expect(fake.given[0]?.name).toBe('rescheduleCallback'));
    expect(fake.given[0]?.input).toMatchObject({ window: { untilMs: Date.parse('2026-03-10T15:00:00Z') } });
  });
});
