// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { hurriedDebrief, listenedDebrief } from '../../../tests/fakes/debrief-scenes.ts';
import { callNow, practicePatients } from '../../../tests/fakes/people.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';

const practice = { sitting: { kind: 'practice' }, practicePatients } as const;
const shown = () => screen.getByRole('region', { name: 'Debrief' });
const fresh = () => ({ ...listenedDebrief(), isKept: false });

it('stands where the call was: what helped first, then one thing to try, then what was noticed', async () => {
  await drawDesk({ ...practice, debrief: fresh() });
  const headings = within(shown()).getAllByRole('heading');
  expect(headings.map(({ textContent }) => textContent)).toEqual([
    'Your call with Rosa Lindqvist',
    'What helped',
    'To try next time',
    'How they felt',
    'The call in figures',
  ]);
  expect(within(shown()).getByText(/calmer at the end than when they called/)).toBeDefined();
  expect(within(shown()).getByText(/did not reach: checking and closing/)).toBeDefined();
  expect(within(shown()).getByText(/Upset when they called, calm at the end/)).toBeDefined();
});

it('names the moments that moved the patient, with the time of the call', async () => {
  await drawDesk({ ...practice, debrief: { ...hurriedDebrief(), isKept: false } });
  const moments = within(screen.getByRole('list', { name: 'The moments that moved them' }));
  expect(moments.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    '0:06The beginning was hurriedmore upset, now furious',
    '0:17You talked over thema little more upset',
    '0:29You talked over thema little more upset',
  ]);
  expect(within(shown()).getByText(/They had enough, and hung up/)).toBeDefined();
  expect(within(shown()).getByText('4 times')).toBeDefined();
});

it('has no mark, no rank and no word of blame', async () => {
  await drawDesk({ ...practice, debrief: { ...hurriedDebrief(), isKept: false } });
  expect(shown().textContent).not.toMatch(/score|points|rank|wrong|mistake|fail|bad|poor|should/i);
});

it('is kept when the agent asks for it, and says that it is', async () => {
  const { fake, user, push } = await drawDesk({ ...practice, debrief: fresh() });
  expect(screen.getByText(/it is gone when you close it/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Keep' }));
  expect(fake.given).toEqual([{ name: 'keepDebrief', input: { id: 'debrief-rosa' } }]);
  await push({ debrief: { ...listenedDebrief(), isKept: true } });
  expect(within(shown()).getByRole('status').textContent).toContain('Kept on this computer');
  expect(screen.queryByRole('button', { name: 'Keep' })).toBeNull();
});

it('says what is safe when the disk refuses', async () => {
  const { fake, user } = await drawDesk({ ...practice, debrief: fresh() });
  fake.refuse('keepDebrief', { code: 'debrief-unkept' });
  await user.click(screen.getByRole('button', { name: 'Keep' }));
  expect(screen.getByText(/disk did not do as it was asked/)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Keep' })).toBeDefined();
});

it('is closed, and lets the same patient call again', async () => {
  const { fake, user } = await drawDesk({ ...practice, debrief: fresh() }, { place: 'practice' });
  await user.click(screen.getByRole('button', { name: 'Close' }));
  await user.click(screen.getByRole('button', { name: 'Call again' }));
  expect(fake.given).toEqual([
    { name: 'closeDebrief', input: { id: 'debrief-rosa' } },
    { name: 'startPracticeCall', input: { patientId: 'rosa' } },
  ]);
});

it('is away during a call', async () => {
  await drawDesk({ ...practice, debrief: fresh(), calls: [callNow()] });
  expect(screen.queryByRole('region', { name: 'Debrief' })).toBeNull();
});

it('is found again among those that were kept, and deleted by two presses', async () => {
  const { fake, user } = await drawDesk({ ...practice }, { place: 'practice', kept: [listenedDebrief()] });
  await user.click(await screen.findByRole('button', { name: /^Show: Rosa Lindqvist/ }));
  expect(screen.getByText(/calmer at the end than when they called/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: /^Delete: Rosa/ }));
  expect(fake.given).toEqual([]);
  await user.click(screen.getByRole('button', { name: /^Press again to delete: Rosa/ }));
  expect(fake.given).toEqual([{ name: 'deleteDebrief', input: { id: 'debrief-rosa' } }]);
});

it('lists none that are kept while there are none', async () => {
  await drawDesk({ ...practice }, { place: 'practice' });
  expect(screen.queryByText('Kept debriefs')).toBeNull();
});
