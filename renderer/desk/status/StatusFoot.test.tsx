// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { ConnectionState } from '../../../shared/call/line-state.ts';
import { mediaNow } from '../../../tests/fakes/desk-state.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';

const foot = () => screen.getByRole('contentinfo', { name: 'Line and devices' });
const waiting = (): ConnectionState => ({
  name: 'waiting',
  server: 'wss://sip-a.northside.example/ws',
  attempt: 3,
  since: Date.now() - 9000,
  retryAt: Date.now() + 3500,
  reason: 'refused',
});

it('says which server it is connected to, and which microphone is in use', async () => {
  await drawDesk();
  expect(foot().textContent).toContain('Connected to sip-a.northside.example');
  expect(foot().textContent).toContain('Jabra Evolve2 65 (USB)');
});

it('says when it tries again and why, and lets the agent try now', async () => {
  const { fake, user } = await drawDesk({ connection: waiting() });
  expect(foot().textContent).toContain('Trying again in 4 s. The server refused the connection.');
  await user.click(screen.getByRole('button', { name: 'Try now' }));
  expect(fake.given).toEqual([{ name: 'retryConnection', input: undefined }]);
});

it('prefers what main found out about the server', async () => {
  await drawDesk({ connection: waiting(), connectionFinding: { code: 'certificate-expired' } });
  expect(foot().textContent).toContain('The certificate of the server has run out.');
});

it('a connection without a registration is not called good', async () => {
  await drawDesk({
    registration: { name: 'refused', since: 1, sipStatus: 403, code: 'wrong-password' },
  });
  expect(foot().textContent).toContain('It no longer takes your password');
  expect(screen.getByRole('heading', { name: 'Calls cannot reach you yet' })).toBeDefined();
});

it('says that the microphone is missing, and leads to Settings', async () => {
  const { user } = await drawDesk({ media: mediaNow({ microphoneError: 'microphone-missing' }) });
  expect(foot().textContent).toContain('There is no microphone.');
  await user.click(screen.getAllByRole('button', { name: 'Settings' })[1] ?? foot());
  expect(screen.getByRole('heading', { name: 'Settings', level: 1 })).toBeDefined();
});

it('shows waiting voice messages and listens to them', async () => {
  const { fake, user, push } = await drawDesk();
  expect(foot().textContent).toContain('2 new voice messages');
  await user.click(screen.getByRole('button', { name: 'Listen' }));
  expect(fake.given).toEqual([{ name: 'dial', input: { text: '*97' } }]);
  await push({ voicemail: { waiting: false, newCount: 0, oldCount: 5 } });
  expect(foot().textContent).not.toContain('voice message');
});

it('tells assistive technology once that the link is gone, not every second and every attempt', async () => {
  const { push } = await drawDesk();
  const said = () => screen.getByRole('status', { name: 'Line' }).textContent;
  expect(said()).toBe('Connected to the server.');
  await push({ connection: waiting() });
  const lost = said();
  expect(lost).toBe('No connection to the server. Hearthline keeps trying by itself.');
  await push({ connection: { name: 'connecting', server: 'wss://sip-b/ws', attempt: 4, since: Date.now() } });
  expect(said()).toBe(lost);
});
