// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { mediaNow } from '../../../tests/fakes/desk-state.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';

const inSettings = { place: 'settings' } as const;

it('opens the microphone for the meter only while somebody looks', async () => {
  const { fake, user } = await drawDesk({}, inSettings);
  expect(fake.given).toEqual([{ name: 'setMeter', input: { on: true } }]);
  await user.click(screen.getByRole('button', { name: 'Calls' }));
  expect(fake.given.at(-1)).toEqual({ name: 'setMeter', input: { on: false } });
});

it('takes another microphone, and the system’s choice again', async () => {
  const { fake, user } = await drawDesk({}, inSettings);
  await user.click(screen.getByRole('button', { name: /Microphone/ }));
  await user.click(await screen.findByRole('option', { name: 'Built-in audio' }));
  await user.click(screen.getByRole('button', { name: /Microphone/ }));
  await user.click(await screen.findByRole('option', { name: 'System default' }));
  expect(fake.given.slice(1)).toEqual([
    { name: 'chooseDevice', input: { role: 'microphone', deviceId: 'pci-1' } },
    { name: 'chooseDevice', input: { role: 'microphone', deviceId: null } },
  ]);
});

it('keeps a device that is unplugged, and says that it comes back', async () => {
  const microphone = { available: [], chosenId: 'usb-9', activeId: null };
  await drawDesk({ media: mediaNow({ microphone }) }, inSettings);
  expect(screen.getByRole('button', { name: /Chosen device \(unplugged\)/ })).toBeDefined();
  expect(screen.getByText(/It comes back into use when you plug it in/)).toBeDefined();
});

it('offers the system’s choice once, by the name of what it is', async () => {
  const available = [
    { id: 'default', label: 'Default - Built-in audio' },
    { id: 'pci-1', label: 'Built-in audio' },
    { id: 'usb-1', label: '' },
  ];
  const microphone = { available, chosenId: null, activeId: 'default' };
  const { user } = await drawDesk({ media: mediaNow({ microphone }) }, inSettings);
  await user.click(screen.getByRole('button', { name: /Microphone/ }));
  const options = await screen.findAllByRole('option');
  expect(options.map(({ textContent }) => textContent)).toEqual([
    'System default (Built-in audio)',
    'Built-in audio',
    'Microphone 2',
  ]);
});

it('says that there is nothing to play sound on', async () => {
  const speaker = { available: [], chosenId: null, activeId: null };
  await drawDesk({ media: mediaNow({ speaker }) }, inSettings);
  expect(screen.getByText('There is nothing to play sound on.')).toBeDefined();
});

it('explains a microphone that is not allowed', async () => {
  await drawDesk({ media: mediaNow({ microphoneError: 'microphone-denied' }) }, inSettings);
  expect(screen.getByText(/Allow the microphone for Hearthline in the privacy settings/)).toBeDefined();
});

it('plays test sounds and the echo test', async () => {
  const { fake, user } = await drawDesk({}, inSettings);
  await user.click(screen.getByRole('button', { name: 'Test the speaker' }));
  await user.click(screen.getByRole('button', { name: 'Test the ringer' }));
  await user.click(screen.getByRole('switch', { name: 'Hear yourself' }));
  expect(fake.given.slice(1)).toEqual([
    { name: 'testSound', input: { role: 'speaker' } },
    { name: 'testSound', input: { role: 'ringer' } },
    { name: 'setEchoTest', input: { on: true } },
  ]);
});

it('ends the echo test when nobody looks at its switch any longer', async () => {
  const { fake, user, push } = await drawDesk({ media: mediaNow({ echoTest: 'on' }) }, inSettings);
  await user.click(screen.getByRole('button', { name: 'Calls' }));
  expect(fake.given).toContainEqual({ name: 'setEchoTest', input: { on: false } });
  await user.click(screen.getByRole('button', { name: 'Settings' }));
  await push({ media: mediaNow() });
  const before = fake.given.length;
  await user.click(screen.getByRole('button', { name: 'Calls' }));
  expect(fake.given.slice(before)).toEqual([{ name: 'setMeter', input: { on: false } }]);
});

it('switches the talk and listen bar off, and says who sees it', async () => {
  const { fake, user, push } = await drawDesk({}, inSettings);
  const bar = () => screen.getByRole<HTMLInputElement>('switch', { name: 'Talk and listen bar' });
  expect(bar().checked).toBe(true);
  expect(screen.getByText(/Only you see it\. It is kept nowhere and sent nowhere/)).toBeDefined();
  await user.click(bar());
  expect(fake.given.at(-1)).toEqual({ name: 'changeSettings', input: { talkBar: false } });
  await push({ settings: { theme: 'system', talkBar: false } });
  expect(bar().checked).toBe(false);
});

it('changes the colours and turns the one-letter keys off', async () => {
  const { fake, user } = await drawDesk({}, inSettings);
  await user.click(screen.getByRole('radio', { name: 'Dark' }));
  await user.click(screen.getByRole('switch', { name: 'One-letter keys during a call' }));
  expect(fake.given.slice(1)).toEqual([
    { name: 'changeSettings', input: { theme: 'dark' } },
    { name: 'changeSettings', input: { letterKeys: false } },
  ]);
});
