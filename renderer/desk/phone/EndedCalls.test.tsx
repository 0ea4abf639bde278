// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { endReasons, type EndReason } from '../../../shared/call/call.ts';
import { callNow, withheld } from '../../../tests/fakes/people.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';
import { END_WORDS } from './words.ts';

const ended = (reason: EndReason, over: Parameters<typeof callNow>[0] = {}) =>
  callNow({ phase: { name: 'ended', at: Date.now(), reason, sipStatus: null }, ...over });

it('says how it ended and how long it was, and offers to call back', async () => {
  const { fake, user } = await drawDesk({ calls: [ended('hung-up-there')] });
  expect(screen.getByText(/They hung up · 3 min 42 s · Line: clear/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Call back' }));
  expect(fake.given).toEqual([{ name: 'dial', input: { text: '+12025550117' } }]);
});

it('is taken away by Dismiss', async () => {
  const { fake, user } = await drawDesk({ calls: [ended('busy')] });
  await user.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(fake.given).toEqual([{ name: 'dismissCall', input: { callId: 'call-1' } }]);
});

it('a patient who was cut off is to be called back now', async () => {
  await drawDesk({ calls: [ended('lost')] });
  expect(screen.getByRole('button', { name: 'Call back now' })).toBeDefined();
});

it('offers nothing to call when the number was withheld', async () => {
  await drawDesk({ calls: [ended('missed', { remote: withheld })] });
  expect(screen.queryByRole('button', { name: /Call back/ })).toBeNull();
});

it('a practice patient can be practised again', async () => {
  const { fake, user } = await drawDesk({ calls: [ended('hung-up-here', { practice: 'rosa' })] });
  await user.click(screen.getByRole('button', { name: 'Practise again' }));
  expect(fake.given).toEqual([{ name: 'startPracticeCall', input: { patientId: 'rosa' } }]);
});

it('has words for every way a call can end', () => {
  for (const reason of endReasons) expect(END_WORDS[reason].length).toBeGreaterThan(5);
});
