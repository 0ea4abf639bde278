import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import { until } from '../pbx/until.ts';
import { Floor, patientOn } from './floor.ts';
import { Queue } from './queue.ts';
import { TeamHub } from './team-hub.ts';

/** From the press of a key on one desk to the other desk's screen. */
const SHOWN_WITHIN_MS = 500;

describe('Two desks and the team’s hub', () => {
  let floor: Floor;
  let hub: TeamHub;
  let anna: Queue;
  let ben: Queue;

  beforeAll(async () => {
    [floor, hub] = await Promise.all([Floor.open(), TeamHub.open()]);
    floor.keep(hub);
    anna = new Queue(await floor.staff('1001'));
    ben = new Queue(await floor.staff('1002', PARTY_HZ.secondDesk));
    for (const [queue, name] of [
      [anna, 'anna'],
      [ben, 'ben'],
    ] as const) {
      const { file, code } = hub.of(name);
      await queue.join(file, code);
      await queue.open();
    }
  });
  afterAll(() => floor.close());

  it('work one queue: what one desk makes stands on the other', async () => {
    await anna.agent.button(/^New callback/).click();
    const sheet = anna.agent.page.getByRole('form', { name: /New callback/ });
    await sheet.getByRole('textbox', { name: 'Number' }).fill('(202) 555-0142');
    await sheet.getByRole('textbox', { name: 'Name' }).fill('Ada Sample');
    await sheet.getByRole('textbox', { name: 'Why' }).fill('Test results');
    await anna.agent.button('Make the callback').click();
    await ben.row(/Ada Sample/).waitFor();
    expect(await ben.rowOf('Ada Sample')).toMatchObject({
      number: '+12025550142',
      reason: 'Test results',
      requests: 1,
      unsent: false,
    });
  });

  it('see a claim of the other in under half a second, five times of five', async () => {
    await ben.look(/Ada Sample/);
    for (let count = 0; count < 5; count += 1) {
      await anna.look(/Ada Sample/);
      const take = anna.agent.button(/^Take it/, anna.detail()).first();
      await take.waitFor();
      const ms = await shownAfter(() => take.click(), ben, 'Anna');
      expect(ms).toBeLessThan(SHOWN_WITHIN_MS);
      await anna.press(/^Put it back/);
      await ben.waitFor('free again', ({ revision }) => revision > 0);
      await until('nobody holds it', async () => (await ben.rowOf('Ada Sample')).hold === null);
      await until('it can be taken', () => take.isEnabled());
    }
  });

  it('never both hold one: of two who take it at once, one is told who has it', async () => {
    await Promise.all([anna.look(/Ada Sample/), ben.look(/Ada Sample/)]);
    await Promise.all(
      [anna, ben].map((queue) =>
        queue.agent
          .button(/^Take it/, queue.detail())
          .first()
          .click(),
      ),
    );
    await until('one has it', async () => {
      const hands = await Promise.all([anna.state(), ben.state()]);
      return hands.filter(({ inHand }) => inHand !== null).length === 1;
    });
    const hands = await Promise.all([anna.state(), ben.state()]);
    const [holder, other] = hands[0]?.inHand ? [anna, ben] : [ben, anna];
    expect(await other.rowOf('Ada Sample')).toMatchObject({
      hold: { mine: false },
      mayCall: { kind: 'held' },
    });
    await holder.open();
    await holder.press(/^Put it back/);
    await holder.waitFor('nothing in hand', ({ inHand }) => inHand === null);
  });

  it('call the patient once, over the phone system, and both know how it went', async () => {
    const patient = await patientOn(floor, { number: '12025550142' });
    await anna.take(/Ada Sample/);
    await anna.press(/^Call/);
    await patient.answerIncoming();
    await anna.agent.phase('talking', 20_000);
    await anna.agent.hangUpAll();
    await anna.open();
    await anna.press(/^Spoke/);
    const done = await ben.rowOf('Ada Sample', 'done');
    expect(done).toMatchObject({ status: 'done', lastOutcome: 'spoke' });
  });

  it('go on without the hub: what is done waits, is sent once it is back, and nothing is lost', async () => {
    await anna.open();
    await anna.agent.button(/^New callback/).click();
    const sheet = anna.agent.page.getByRole('form', { name: /New callback/ });
    await hub.end();
    await anna.waitFor('offline is seen', ({ link }) => link.name === 'offline', 8000);
    await sheet.getByRole('textbox', { name: 'Number' }).fill('(202) 555-0143');
    await sheet.getByRole('textbox', { name: 'Name' }).fill('Bea Sample');
    await sheet.getByRole('textbox', { name: 'Why' }).fill('Billing');
    await anna.agent.button('Make the callback').click();
    await anna.waitFor('it waits to be sent', ({ unsent }) => unsent.count === 1);
    await hub.start();
    await anna.waitFor(
      'it was sent',
      ({ unsent, link }) => unsent.count === 0 && link.name === 'online',
      40_000,
    );
    expect(await ben.rowOf('Bea Sample')).toMatchObject({ reason: 'Billing', requests: 1 });
  });
});

/** Milliseconds from `act` until the other desk's screen says who holds the callback that it looks at. */
async function shownAfter(act: () => Promise<void>, other: Queue, holder: string): Promise<number> {
  const shown = other.detail().getByText(new RegExp(holder, 'i')).first().waitFor();
  const startedAt = performance.now();
  await act();
  await shown;
  return performance.now() - startedAt;
}
