// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { FlagTold } from '#shared/contract/red-flags.ts';
import { scriptsFor } from '../../../tests/fakes/fake-scripts.ts';
import { queueNow } from '../../../tests/fakes/callback-rows.ts';
import { callNow, ringingCall } from '../../../tests/fakes/people.ts';
import { flagNow } from '../../../tests/fakes/red-flags.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';

const region = () => screen.getByRole('region', { name: 'Script' });
const raised = {
  name: 'raiseRedFlag',
  input: { callId: 'call-1', card: { id: 'medical-emergency', language: 'en' } },
};

async function openCard(call = callNow()) {
  const calls = [call];
  const drawn = await drawDesk({ calls, scripts: scriptsFor({ calls, callbacks: queueNow() }) });
  await drawn.user.keyboard('{F9}');
  await drawn.user.click(within(region()).getByRole('button', { name: /It may be an emergency/ }));
  return drawn;
}

describe('A red-flag card that is opened in a call', () => {
  it('tells the leads, once, and again only when it is opened again', async () => {
    const { fake, push, user } = await openCard();
    expect(fake.given).toEqual([raised]);
    await push({ redFlags: { own: [flagNow()], team: [] } });
    expect(fake.given).toEqual([raised]);
    await user.keyboard('{F9}{F9}');
    expect(fake.given).toEqual([raised]);
  });

  it('tells nobody while it only rings', async () => {
    const { fake } = await openCard(ringingCall());
    expect(fake.given).toEqual([]);
    expect(within(region()).queryByRole('button', { name: 'False alarm' })).toBeNull();
  });

  it.each<[FlagTold, string]>([
    ['telling', 'Telling your leads…'],
    ['told', 'Your leads are told'],
    ['waiting', 'Telling your leads when the hub is back'],
    ['nobody', 'No team hub: nobody is told'],
    ['off', 'The team hub cannot tell your leads: nobody is told. Ask your lead now.'],
    ['late', 'The hub did not come back in time: nobody is told. Ask your lead now.'],
  ])('says plainly whether they know: %s', async (told, words) => {
    const { push } = await openCard();
    await push({ redFlags: { own: [flagNow({ told })], team: [] } });
    expect(within(region()).getByText(words)).toBeDefined();
  });

  it('says which leads are on it', async () => {
    const { push } = await openCard();
    await push({ redFlags: { own: [flagNow({ seenBy: ['Mia', 'Zoe'] })], team: [] } });
    expect(within(region()).getByText('Mia and Zoe are on it')).toBeDefined();
  });

  it('goes back to the script when it was a false alarm', async () => {
    const { push, fake, user } = await openCard();
    await push({ redFlags: { own: [flagNow()], team: [] } });
    await user.click(within(region()).getByRole('button', { name: 'False alarm' }));
    expect(fake.given.at(-1)).toEqual({
      name: 'callOffRedFlag',
      input: { callId: 'call-1', cardId: 'medical-emergency' },
    });
    expect(within(region()).queryByRole('heading', { name: 'It may be an emergency' })).toBeNull();
  });
});
