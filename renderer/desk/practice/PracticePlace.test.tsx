// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { callNow, practicePatients } from '../../../tests/fakes/people.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';

const practice = { sitting: { kind: 'practice' }, practicePatients } as const;
const start = 'Let them call: Rosa Lindqvist';

it('names every patient with a line about them, and lets one call', async () => {
  const { fake, user } = await drawDesk({ ...practice }, { place: 'practice' });
  for (const { name, brief } of practicePatients) {
    expect(screen.getByRole('heading', { name })).toBeDefined();
    expect(screen.getByText(brief)).toBeDefined();
  }
  await user.click(screen.getByRole('button', { name: start }));
  expect(fake.given).toEqual([{ name: 'startPracticeCall', input: { patientId: 'rosa' } }]);
});

it('goes where the call will ring, unless it could not be started', async () => {
  const { fake, user } = await drawDesk({ ...practice }, { place: 'practice' });
  fake.refuse('startPracticeCall', { code: 'patient-unknown' });
  await user.click(screen.getByRole('button', { name: start }));
  expect(screen.getByRole('heading', { name: 'Practice', level: 1 })).toBeDefined();
  await user.click(screen.getByRole('button', { name: start }));
  expect(screen.getByRole('textbox', { name: 'Number to call' })).toBeDefined();
});

it('starts no second patient during a call', async () => {
  await drawDesk({ ...practice, calls: [callNow()] }, { place: 'practice' });
  expect(screen.getByRole('button', { name: start }).hasAttribute('disabled')).toBe(true);
});

it('says on a real line how to get to practice', async () => {
  await drawDesk({}, { place: 'practice' });
  expect(screen.getByText(/Sign out, then choose “Practise without a phone system”/)).toBeDefined();
});
