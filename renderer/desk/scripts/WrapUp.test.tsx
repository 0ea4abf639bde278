// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { pastCalls } from '../../../tests/fakes/desk-scenes.ts';
import { queueNow, rowNow } from '../../../tests/fakes/callback-rows.ts';
import { opened } from '../../../tests/fakes/fake-scripts.ts';
import { callNow, funke, ringingCall } from '../../../tests/fakes/people.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';
import { besideNow } from '../../../tests/fakes/script-beside.ts';

const region = () => screen.getByRole('region', { name: 'Script' });
const button = (name: string | RegExp) => within(region()).getByRole('button', { name });
const note = () => within(region()).getByRole('textbox', { name: 'Note' });
const over = () =>
  callNow({ phase: { name: 'ended', at: Date.now(), reason: 'hung-up-there', sipStatus: null } });
const asking = (said: { callId?: string; outcome?: string | null; note?: string } = {}) =>
  opened([
    besideNow(said.callId ?? 'call-1', 'results-late', {
      wrapUp: { callId: 'call-1', who: funke, outcome: null, note: '', ...said },
    }),
  ]);
const kept = (outcome: string | null, text = '') => ({
  name: 'wrapUp',
  input: { callId: 'call-1', outcome, note: text },
});

describe('When a call is over, the script', () => {
  it('asks how it ended, of whom, and takes no focus', async () => {
    await drawDesk({ calls: [over()], scripts: asking() });
    expect(within(region()).getByRole('heading', { level: 2 }).textContent).toBe('How did it end?');
    expect(region().textContent).toContain('Funke Adeyemi');
    expect(within(region()).getByRole('status').textContent).toBe('How did it end?');
    expect(document.activeElement).toBe(document.body);
  });

  it('is told in two keys, however fast they follow one another', async () => {
    const { fake, user } = await drawDesk({ calls: [], scripts: asking() });
    await user.keyboard('2{Enter}');
    expect(fake.given).toEqual([
      { name: 'draftWrapUp', input: { callId: 'call-1', outcome: 'Nurse goes through them' } },
      kept('Nurse goes through them'),
    ]);
  });

  it('takes a note, kept as it is typed and with Ctrl and Enter, and no digit from it', async () => {
    const { fake, user } = await drawDesk({ calls: [], scripts: asking() });
    await user.click(note());
    await user.keyboard('2 pm{Control>}{Enter}{/Control}');
    expect(fake.given).toEqual([
      { name: 'draftWrapUp', input: { callId: 'call-1', note: '2 pm' } },
      kept(null, '2 pm'),
    ]);
  });

  it('has what was picked and typed before the window was drawn anew', async () => {
    const { fake, user } = await drawDesk({
      calls: [],
      scripts: asking({ callId: 'call-2', outcome: 'Complaint taken', note: 'Twice.' }),
    });
    expect(button(/Complaint taken/).getAttribute('aria-pressed')).toBe('true');
    expect((note() as HTMLTextAreaElement).value).toBe('Twice.');
    await user.keyboard('5{Enter}');
    expect(fake.given.at(-1)?.input).toEqual({ callId: 'call-2', outcome: null, note: 'Twice.' });
  });

  it('may have nothing to note', async () => {
    const { fake, user } = await drawDesk({ calls: [], scripts: asking() });
    await user.keyboard('{Enter}');
    expect(fake.given).toEqual([]);
    await user.click(button('Nothing to note'));
    expect(fake.given).toEqual([kept(null)]);
  });

  it('can be read again, and asked again from there', async () => {
    const { user } = await drawDesk({ calls: [], scripts: asking() });
    await user.click(button('The script again'));
    expect(within(region()).getByRole('heading', { level: 2 }).textContent).toBe('Test results are late');
    await user.click(button('Say how it ended'));
    expect(within(region()).getByRole('heading', { level: 2 }).textContent).toBe('How did it end?');
  });

  it('waits while somebody else rings, and asks again after that', async () => {
    const scripts = [...opened([besideNow('ring-1', 'anxious-parent')]), ...asking()];
    const { push } = await drawDesk({ calls: [ringingCall({ id: 'ring-1' })], scripts });
    expect(region().textContent).not.toContain('How did it end?');
    await push({ calls: [], scripts: asking() });
    expect(region().textContent).toContain('How did it end?');
  });

  it('leaves the note of a callback to the callback, whose outcome keeps both', async () => {
    const inHand = rowNow({ id: 'cb-1', reason: 'Test results' });
    const callbacks = queueNow({ inHand, inHandCallId: 'call-1' });
    const { fake, user } = await drawDesk({ calls: [over()], callbacks, scripts: asking() });
    expect(within(region()).queryByRole('textbox')).toBeNull();
    expect(region().textContent).toContain('It is kept with the callback’s outcome.');
    await user.keyboard('1{Enter}');
    expect(fake.given).toEqual([
      { name: 'draftWrapUp', input: { callId: 'call-1', outcome: 'Told when to expect them' } },
    ]);
  });
});

it('How a call went stands with the call', async () => {
  const [first] = pastCalls();
  if (!first) throw new Error('no call');
  const redFlags = [{ card: 'It may be an emergency', atMs: Date.parse('2026-03-10T09:31:00Z') }];
  const wrapUp = { outcome: 'Told when to expect them', note: 'Before noon.' };
  await drawDesk({}, { place: 'history', callList: [{ ...first, wrapUp, redFlags }] });
  expect(screen.getByRole('main').textContent).toContain('Told when to expect them · Before noon.');
  expect(screen.getByText(/^It may be an emergency, \d+:31/)).toBeDefined();
});
