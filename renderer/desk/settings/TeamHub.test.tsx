// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { teamQueue } from '../../../tests/fakes/callback-rows.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';

const form = () => screen.getByRole('form', { name: 'Join the team' });

async function chooseFile(user: Awaited<ReturnType<typeof drawDesk>>['user']) {
  const input = form().querySelector<HTMLInputElement>('input[type="file"]');
  if (input) await user.upload(input, new File(['{"team":"x"}'], 'ngozi.hearthline-agent'));
}

it('joins with the file and its code', async () => {
  const { user, fake } = await drawDesk({}, { place: 'settings' });
  await chooseFile(user);
  expect(await within(form()).findByText('ngozi.hearthline-agent')).toBeDefined();
  await user.type(within(form()).getByLabelText('Code'), ' ABCD-EFGH ');
  await user.click(within(form()).getByRole('button', { name: 'Join the team' }));
  expect(fake.given.find(({ name }) => name === 'joinHub')?.input).toEqual({
    text: '{"team":"x"}',
    code: 'ABCD-EFGH',
  });
});

it('says under the boxes why it did not work', async () => {
  const { user, fake } = await drawDesk({}, { place: 'settings' });
  await user.click(within(form()).getByRole('button', { name: 'Join the team' }));
  expect(within(form()).getByText(/Choose the file and type its code first/)).toBeDefined();
  fake.refuse('joinHub', { code: 'hub-code-wrong' });
  await chooseFile(user);
  await user.type(within(form()).getByLabelText('Code'), 'nope');
  await user.click(within(form()).getByRole('button', { name: 'Join the team' }));
  expect(await within(form()).findByText(/The code does not fit this file/)).toBeDefined();
});

it('shows who one is in the team, and how the way to it stands', async () => {
  await drawDesk({ callbacks: teamQueue() }, { place: 'settings' });
  expect(screen.getByText('Joined as Ngozi Achebe')).toBeDefined();
  expect(screen.getByText('ngozi · In step with the team')).toBeDefined();
  expect(screen.queryByRole('form', { name: 'Join the team' })).toBeNull();
});
