import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../pbx/until.ts';
import { Agent } from './agent.ts';
import { launchApp } from './harness/launch.ts';
import { Queue } from './queue.ts';

describe('The queue of the practice line, at one desk without a hub', () => {
  let queue: Queue;

  beforeAll(async () => {
    queue = new Queue(await Agent.at(await launchApp({ practice: true })));
    await queue.open();
  });
  afterAll(() => queue.agent.app.close());

  it('has invented patients who wait, the longest of the urgent ones first', async () => {
    expect((await queue.state()).link).toEqual({ name: 'solo' });
    const rows = await queue.rows('next');
    expect(rows.map(({ name }) => name)).toEqual([
      'Denise Carmody',
      expect.any(String),
      'Nora Whitfield',
      expect.any(String),
    ]);
    expect(rows.map(({ mayCall }) => mayCall.kind)).toEqual(['yes', 'yes', 'yes', 'not-yet']);
    await queue.row(/Denise Carmody/).waitFor();
  });

  it('finds them by part of a name, a reason or a number, as one types', async () => {
    const box = queue.region.getByRole('textbox', { name: /^Search/ });
    await box.fill('nor');
    await until('one row', async () => (await queue.region.getByRole('option').count()) === 1);
    await box.fill('702-555');
    await queue.row(/Denise Carmody/).waitFor();
    await box.fill('nobody at all');
    await queue.region.getByText('Nobody in this list').waitFor();
    await box.fill('');
    await until('all rows', async () => (await queue.region.getByRole('option').count()) === 4);
  });

  it('offers the next to whoever is ready, and calls nobody by itself', async () => {
    await queue.waitFor('an offer', ({ offer }) => offer?.name === 'Denise Carmody');
    expect((await queue.agent.state()).calls).toEqual([]);
  });

  it('lets the agent take a callback, call the patient, and tell in one key how it went', async () => {
    await queue.take(/Denise Carmody/);
    await queue.press(/^Call/);
    await queue.agent.phase('talking', 20_000);
    const { inHand, inHandCallId } = await queue.state();
    expect(inHand).toMatchObject({ name: 'Denise Carmody', hold: { mine: true } });
    expect(inHandCallId).not.toBeNull();
    await queue.agent.hangUpAll();
    await queue.open();
    await queue.press(/^Spoke/);
    await queue.waitFor('nothing in hand', (state) => state.inHand === null);
    const done = await queue.rowOf('Denise Carmody', 'done');
    expect(done).toMatchObject({ status: 'done', lastOutcome: 'spoke', attempts: 1 });
    expect(done.spokeMs).toBeGreaterThan(done.requestedMs);
    expect((await queue.read(done.id)).history.map(({ what }) => what)).toEqual([
      'requested',
      'claimed',
      'dial-started',
      'outcome',
    ]);
  });

  it('keeps a note as it is typed, also over a reload of the window', async () => {
    await queue.take(/Nora Whitfield/);
    await queue.detail().getByRole('textbox', { name: 'Notes' }).fill('Wants a morning.');
    const { id } = await queue.rowOf('Nora Whitfield', 'mine');
    await until('the draft', async () => (await queue.read(id)).draftNote === 'Wants a morning.');
    await queue.agent.page.reload();
    await queue.open();
    await queue.look(/Nora Whitfield/);
    await until(
      'the note to be there again',
      async () =>
        (await queue.detail().getByRole('textbox', { name: 'Notes' }).inputValue()) === 'Wants a morning.',
    );
    await queue.press(/^No answer/);
    await queue.waitFor('nothing in hand', (state) => state.inHand === null);
    const detail = await queue.read(id);
    expect(detail.notes).toMatchObject([{ text: 'Wants a morning.' }]);
    expect(detail).toMatchObject({ status: 'open', lastOutcome: 'no-answer', mayCall: { kind: 'not-yet' } });
  });
});
