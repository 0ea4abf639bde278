// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { queueNow, rowNow, teamQueue } from '../../../tests/fakes/callback-rows.ts';
import { callNow } from '../../../tests/fakes/people.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';

const sheet = () => screen.getByRole('form', { name: 'New callback' });

describe('a new callback', () => {
  it('is made from nothing: a number and a reason are enough', async () => {
    const { user, fake } = await drawDesk({ callbacks: queueNow() }, { place: 'callbacks' });
    await user.click(screen.getByRole('button', { name: 'New callback' }));
    await user.keyboard('2025550117');
    await user.click(within(sheet()).getByRole('button', { name: 'Referral' }));
    await user.click(within(sheet()).getByRole('button', { name: 'Make the callback' }));
    expect(fake.given).toEqual([
      {
        name: 'requestCallback',
        input: {
          number: '2025550117',
          name: '',
          reason: 'Referral',
          language: '',
          priority: 'normal',
          zone: null,
          window: null,
          dueMs: null,
          note: '',
          callId: null,
        },
      },
    ]);
    expect(screen.queryByRole('form', { name: 'New callback' })).toBeNull();
    expect(screen.getByText('Made: a callback for 2025550117.')).toBeDefined();
  });

  it('says what is missing, and what main does not take', async () => {
    const { user, fake } = await drawDesk({ callbacks: queueNow() }, { place: 'callbacks' });
    await user.click(screen.getByRole('button', { name: 'New callback' }));
    await user.click(within(sheet()).getByRole('button', { name: 'Make the callback' }));
    expect(within(sheet()).getByText(/That is not a number that can be called/)).toBeDefined();
    await user.type(within(sheet()).getByLabelText('Number'), '12');
    await user.click(within(sheet()).getByRole('button', { name: 'Make the callback' }));
    expect(within(sheet()).getByText(/The reason is missing/)).toBeDefined();
    expect(fake.given).toEqual([]);
  });

  it('knows during a call who it is, and keeps the call’s keys within reach', async () => {
    const { user, fake } = await drawDesk({ calls: [callNow()] });
    await user.click(screen.getByRole('button', { name: 'Call back later' }));
    expect(within(sheet()).getByLabelText<HTMLInputElement>('Name').value).toBe('Funke Adeyemi');
    await user.keyboard('Test results{Enter}');
    expect(fake.given[0]?.input).toMatchObject({ number: '(202) 555-0117', callId: 'call-1' });
    expect(screen.getByRole('button', { name: 'Hang up' })).toBeDefined();
  });

  it('knows after a call, too; not after one that was itself a callback', async () => {
    const ended = callNow({
      phase: { name: 'ended', at: Date.now(), reason: 'hung-up-there', sipStatus: null },
    });
    const { user, push } = await drawDesk({ calls: [ended] });
    await user.click(screen.getByRole('button', { name: 'Call back later' }));
    expect(within(sheet()).getByLabelText<HTMLInputElement>('Name').value).toBe('Funke Adeyemi');
    await push({ callbacks: teamQueue({ inHand: rowNow(), inHandCallId: 'call-1' }) });
    expect(screen.queryByRole('button', { name: 'Call back later' })).toBeNull();
  });
});

describe('the offer', () => {
  it('takes no focus, is said once, and is taken by one press', async () => {
    const offer = rowNow();
    const { user, fake, push } = await drawDesk({});
    const box = screen.getByLabelText('Number to call');
    await user.click(box);
    await push({ callbacks: teamQueue({ offer }) });
    expect(document.activeElement).toBe(box);
    expect(screen.getByText('Next: Funke Adeyemi, waiting 41 min. Test results.')).toBeDefined();
    const strip = screen.getByRole('region', { name: 'Next in line' });
    await user.click(within(strip).getByRole('button', { name: 'Take it' }));
    expect(fake.given).toEqual([{ name: 'claimCallback', input: { callbackId: offer.id } }]);
    expect(screen.getByRole('region', { name: 'Callbacks' })).toBeDefined();
  });

  it('can wait', async () => {
    const offer = rowNow();
    const { user, fake } = await drawDesk({ callbacks: teamQueue({ offer }) });
    await user.click(screen.getByRole('button', { name: 'Not now' }));
    expect(fake.given).toEqual([{ name: 'skipOffer', input: { callbackId: offer.id } }]);
  });

  it('is not made in Settings, nor to somebody whose hands are full', async () => {
    const offer = rowNow();
    const { user, push } = await drawDesk({ callbacks: teamQueue({ offer }) }, { place: 'settings' });
    expect(screen.queryByRole('region', { name: 'Next in line' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Calls' }));
    expect(screen.getByRole('region', { name: 'Next in line' })).toBeDefined();
    await push({ callbacks: teamQueue({ offer, inHand: rowNow({ id: 'cb-in-hand-1' }) }) });
    expect(screen.queryByRole('region', { name: 'Next in line' })).toBeNull();
  });
});

describe('a list to import', () => {
  it('is for leads, and for a desk alone', async () => {
    await drawDesk({ callbacks: teamQueue() }, { place: 'callbacks' });
    expect(screen.queryByRole('button', { name: 'Import a list' })).toBeNull();
  });

  it('tells of every line what became of it, to be read and to be sent on', async () => {
    const { user, fake } = await drawDesk({ callbacks: queueNow() }, { place: 'callbacks' });
    await user.click(screen.getByRole('button', { name: 'Import a list' }));
    const input = document.querySelector<HTMLInputElement>('input[type="file"]');
    const file = new File(['number,reason\n'], 'monday.csv', { type: 'text/csv' });
    if (input) await user.upload(input, file);
    expect(await screen.findByText('214 callbacks added from monday.csv.')).toBeDefined();
    expect(fake.given[0]?.input).toEqual({ fileName: 'monday.csv', text: 'number,reason\n' });
    const cells = within(screen.getByRole('region', { name: 'Lines that were not taken' })).getAllByRole(
      'cell',
    );
    expect(cells.slice(0, 4).map(({ textContent }) => textContent)).toEqual([
      '4',
      'number',
      'a telephone number',
      '555',
    ]);
  });

  it('that cannot be read is said so', async () => {
    const { user, fake } = await drawDesk({ callbacks: queueNow() }, { place: 'callbacks' });
    fake.refuse('importCallbacks', { code: 'csv-invalid', details: { fileName: 'photo.png' } });
    await user.click(screen.getByRole('button', { name: 'Import a list' }));
    const input = document.querySelector<HTMLInputElement>('input[type="file"]');
    if (input) await user.upload(input, new File(['x'], 'photo.csv', { type: 'text/csv' }));
    await vi.waitFor(() => expect(screen.getByText(/photo.png cannot be read as a list/)).toBeDefined());
  });
});
