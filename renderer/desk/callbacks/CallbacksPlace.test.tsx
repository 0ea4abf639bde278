// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import {
  holdNow,
  manyRows,
  queueNow,
  rejectedNow,
  rowNow,
  sampleRows,
  teamQueue,
} from '../../../tests/fakes/callback-rows.ts';
import type { FakeQueue } from '../../../tests/fakes/fake-queue.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';
import type { CallbackQueue } from '../../../shared/contract/callback-state.ts';

const place = () => screen.getByRole('region', { name: 'Callbacks' });
const rows = () => within(place()).getAllByRole('option');
const preview = () => screen.getByRole('region', { name: 'About this callback' });

async function drawQueue(over: Partial<CallbackQueue> = {}, queue: FakeQueue = { rows: sampleRows() }) {
  const drawn = await drawDesk({ callbacks: teamQueue(over) }, { place: 'callbacks', queue });
  return { ...drawn, given: () => drawn.fake.given.map(({ name }) => name) };
}

describe('the list', () => {
  it('says who waits, how long, why, and what a glance must not miss', async () => {
    await drawQueue();
    const [first, , third] = rows();
    expect(first?.textContent).toContain('Funke Adeyemi');
    expect(first?.textContent).toContain('41 min');
    expect(first?.textContent).toContain('Test results');
    expect(first?.textContent).toContain('High');
    expect(third?.textContent).toMatch(/from \d/);
  });

  it('turns no pages while the log is read: the first one is shown whole when it is, and stays through the next reading', async () => {
    const syncing = { name: 'syncing', done: 12_400, total: 100_000 } as const;
    const queue: FakeQueue = { rows: sampleRows() };
    const { fake } = await drawQueue({ link: syncing }, queue);
    expect(screen.queryByRole('region', { name: 'About this callback' })).toBeNull();
    expect(screen.getByText(/once the desk has caught up/)).toBeDefined();
    const push = (link: CallbackQueue['link'], revision: number) =>
      act(async () => fake.push({ callbacks: teamQueue({ link, revision }) }));
    await push({ name: 'online', sinceMs: Date.now() }, 101);
    expect(await within(preview()).findByRole('heading', { name: 'Funke Adeyemi' })).toBeDefined();
    queue.rows = sampleRows().slice(2);
    await push(syncing, 102);
    await vi.waitFor(() => expect(rows()[0]?.textContent).not.toContain('Funke Adeyemi'));
    expect(within(preview()).getByRole('heading', { name: 'Funke Adeyemi' })).toBeDefined();
  });

  it('shows the first one whole, without a press', async () => {
    await drawQueue();
    expect(within(preview()).getByRole('heading', { name: 'Funke Adeyemi' })).toBeDefined();
    expect(within(preview()).getByText(/Her daughter may answer/)).toBeDefined();
  });

  it('filters with each key, and Escape shows all again', async () => {
    const { user } = await drawQueue();
    await user.keyboard('/');
    await user.keyboard('refill');
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    expect(rows()[0]?.textContent).toContain('T. Okafor');
    await user.keyboard('{Escape}');
    await vi.waitFor(() => expect(rows().length).toBeGreaterThan(3));
  });

  it('stays filtered by what stands in the box when another list is looked at', async () => {
    const { user } = await drawQueue();
    await user.keyboard('/');
    await user.keyboard('refill');
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    await user.click(screen.getByRole('tab', { name: /^Team/ }));
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    expect(within(place()).getByRole('textbox', { name: /^Search/ })).toHaveProperty('value', 'refill');
    expect(screen.getByText('1 callback with “refill”')).toBeDefined();
    await user.clear(within(place()).getByRole('textbox', { name: /^Search/ }));
    await vi.waitFor(() => expect(rows().length).toBeGreaterThan(3));
  });

  it('is walked by keys, and Enter takes', async () => {
    const { user, fake } = await drawQueue();
    await user.keyboard('/{ArrowDown}{ArrowDown}');
    expect(within(preview()).getByRole('heading', { name: 'T. Okafor' })).toBeDefined();
    await user.keyboard('{Enter}');
    expect(fake.given).toEqual([{ name: 'claimCallback', input: { callbackId: 'cb-okafor-1' } }]);
  });

  it('does not take one that may not be called yet', async () => {
    const { user, given } = await drawQueue();
    await user.click(screen.getByRole('option', { name: /555-0142/ }));
    await user.keyboard('{Enter}');
    expect(given()).toEqual([]);
    expect(within(preview()).getByText(/too early or too late to call/)).toBeDefined();
  });

  it('draws no more rows than are seen, of however many', async () => {
    await drawQueue({}, { rows: manyRows(5000) });
    expect(rows().length).toBeLessThan(40);
  });

  it('follows the queue as it changes', async () => {
    const queue: FakeQueue = { rows: sampleRows() };
    const { push } = await drawQueue({}, queue);
    queue.rows = [rowNow({ id: 'cb-somebody', name: 'Somebody New' })];
    await push({ callbacks: teamQueue({ revision: 2 }) });
    await vi.waitFor(() => expect(rows()[0]?.textContent).toContain('Somebody New'));
  });

  it('has kind words for each list that is empty', async () => {
    const { user } = await drawQueue({}, {});
    expect(screen.getByText('Nobody waits')).toBeDefined();
    await user.click(screen.getByRole('tab', { name: /Needs attention/ }));
    expect(await screen.findByText('All is well')).toBeDefined();
  });

  it('says why it cannot be read, and can be asked again', async () => {
    const { fake, push, user } = await drawQueue();
    fake.refuse('listCallbacks', { code: 'records-failed' });
    await push({ callbacks: teamQueue({ revision: 2 }) });
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    await vi.waitFor(() => expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull());
  });
});

describe('the lists of the queue', () => {
  it('have counts, capped where main stops to count', async () => {
    await drawQueue({ counts: { next: 6, mine: 1, team: 1000, done: 0, attention: 2 }, rejected: 1 });
    expect(screen.getByRole('tab', { name: 'Next 6' })).toBeDefined();
    expect(screen.getByRole('tab', { name: 'Team 999+' })).toBeDefined();
    expect(screen.getByRole('tab', { name: 'Done' })).toBeDefined();
    expect(screen.getByRole('tab', { name: 'Needs attention 3' })).toBeDefined();
  });

  it('show what the hub did not take, until somebody has seen to it', async () => {
    const { user, fake } = await drawQueue({ rejected: 1 }, { rows: sampleRows(), rejected: rejectedNow() });
    await user.click(screen.getByRole('tab', { name: /Needs attention/ }));
    const rejected = await screen.findByRole('region', { name: 'What the team hub did not take' });
    expect(rejected.textContent).toContain('J. Mensah');
    await user.click(within(rejected).getByRole('button', { name: 'Dismiss' }));
    expect(fake.given).toEqual([{ name: 'dismissRejected', input: { id: 'rejected-1' } }]);
  });
});

describe('a callback that somebody else has', () => {
  const held = rowNow({
    hold: holdNow({ mine: false, name: 'Sam' }),
    mayCall: { kind: 'held', by: 'Sam' },
  });
  it('cannot be taken or changed', async () => {
    const { user } = await drawQueue({}, { rows: [held] });
    await user.click(screen.getByRole('tab', { name: /Team/ }));
    await screen.findByText(/Sam has it until/);
    expect(within(preview()).getByRole('button', { name: 'Take it' }).hasAttribute('disabled')).toBe(true);
    expect(within(preview()).queryByRole('button', { name: 'Cancel it' })).toBeNull();
  });
  it('can be let go by a lead', async () => {
    const lead = { agent: 'lead-maria', name: 'Maria', lead: true };
    const { user, fake } = await drawQueue({ me: lead }, { rows: [held] });
    await user.click(screen.getByRole('tab', { name: /Team/ }));
    await user.click(await screen.findByRole('button', { name: 'Put it back' }));
    expect(fake.given).toEqual([{ name: 'releaseCallback', input: { callbackId: held.id, to: null } }]);
  });
});

describe('the way to the hub', () => {
  it('is not spoken of on a desk alone', async () => {
    await drawDesk({ callbacks: queueNow() }, { place: 'callbacks' });
    expect(screen.queryByText(/team/i, { selector: 'footer *' })).toBeNull();
  });

  it('is said plainly when it is gone: since when, what can be done, what waits', async () => {
    const { user, fake } = await drawQueue({
      link: {
        name: 'offline',
        sinceMs: Date.now() - 21 * 60_000,
        retryAtMs: Date.now() + 9000,
        error: { code: 'hub-unreachable' },
      },
      unsent: { count: 3, sinceMs: Date.now() - 60_000 },
    });
    expect(within(place()).getByText(/^No link to the team since/)).toBeDefined();
    expect(within(place()).getByText(/^3 things wait to be sent since/)).toBeDefined();
    const foot = screen.getByRole('contentinfo');
    expect(foot.textContent).toMatch(/No link to the team since .* · 3 to be sent, since/);
    await user.click(within(foot).getByRole('button', { name: 'Try now' }));
    expect(fake.given).toEqual([{ name: 'retryHub', input: undefined }]);
  });

  it('once gone, leaves what is kept for this desk, and nothing else, to be taken', async () => {
    const link = {
      name: 'offline',
      sinceMs: Date.now(),
      retryAtMs: Date.now(),
      error: { code: 'hub-unreachable' },
    } as const;
    const kept = rowNow({ id: 'cb-kept-0001', name: 'Kept Aside', hold: holdNow({ reserve: true }) });
    const { user } = await drawQueue({ link }, { rows: [rowNow(), kept] });
    const take = () => within(preview()).getByRole('button', { name: 'Take it' });
    expect(take().hasAttribute('disabled')).toBe(true);
    expect(within(preview()).getByText(/only what is kept for you can be taken/)).toBeDefined();
    await user.click(screen.getByRole('option', { name: /Kept Aside/ }));
    expect(take().hasAttribute('disabled')).toBe(false);
  });

  it('shows how far it has caught up', async () => {
    await drawQueue({ link: { name: 'syncing', done: 12_400, total: 100_000 } });
    const [bar] = screen.getAllByRole('progressbar', { name: 'Catching up with the team' });
    expect(bar?.getAttribute('aria-valuenow')).toBe('12');
  });

  it('is an alarm, in every place, while something is wrong with the log', async () => {
    const { push } = await drawQueue({ alarms: [{ code: 'hub-log-hole' }] });
    expect(screen.getByText(/A piece is missing from the team’s log/)).toBeDefined();
    await push({ callbacks: teamQueue({ revision: 2 }) });
    expect(screen.queryByText(/A piece is missing/)).toBeNull();
  });
});

it('another patient is another sheet: a form that was open is not open on the next', async () => {
  const { user } = await drawQueue();
  await user.click(within(preview()).getByRole('button', { name: 'Cancel it' }));
  expect(screen.getByRole('form', { name: 'Cancel this callback' })).toBeDefined();
  await act(async () => user.click(screen.getByRole('option', { name: /T\. Okafor/ })));
  expect(screen.queryByRole('form', { name: 'Cancel this callback' })).toBeNull();
});

it('the lists are walked by arrow keys', async () => {
  const { user } = await drawQueue();
  await user.click(screen.getByRole('tab', { name: /Next/ }));
  await user.keyboard('{ArrowRight}{ArrowRight}');
  expect(document.activeElement).toBe(screen.getByRole('tab', { name: /Team/, selected: true }));
  await user.keyboard('{End}');
  expect(screen.getByRole('tab', { name: /Needs attention/, selected: true })).toBeDefined();
});
