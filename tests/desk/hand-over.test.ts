import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import type { Phone } from '../pbx/patient.ts';
import { until } from '../pbx/until.ts';
import type { Agent } from './agent.ts';
import { filesWith } from './files-with.ts';
import { patientOn } from './floor.ts';
import { floorFor } from './floor-for.ts';
import { Queue } from './queue.ts';
import { TeamHub } from './team-hub.ts';

const NUMBER = '12025550142';

function panel({ page }: Agent): Locator {
  return page.getByRole('region', { name: 'Script' });
}

describe('A script goes along with the patient who is handed to a colleague', () => {
  let hub: TeamHub;
  let anna: Agent;
  let ben: Agent;
  let patient: Phone;
  const floor = floorFor(async (opened) => {
    hub = opened.keep(await TeamHub.open());
    anna = await opened.staff('1001');
    ben = await opened.staff('1002', PARTY_HZ.secondDesk);
    patient = await patientOn(opened, { number: NUMBER });
    for (const [agent, name] of [
      [anna, 'anna'],
      [ben, 'ben'],
    ] as const) {
      const { file, code } = hub.of(name);
      await new Queue(agent).join(file, code);
    }
  });

  /** Anna speaks with the patient, two parts into the script and in a branch of it. */
  const readOn = async (): Promise<void> => {
    await patient.call('711');
    await anna.answer();
    await panel(anna).getByRole('heading', { name: 'Test results are late' }).waitFor();
    await anna.page.keyboard.press('ArrowRight');
    await anna.page.keyboard.press('ArrowRight');
    await anna.page.keyboard.press('2');
    await anna.waitForState('the branch', ({ scripts }) => scripts[0]?.place.picked.act?.[0] === 1);
  };
  const openTransfer = async (): Promise<void> => {
    await anna.press('Transfer');
    await anna.page.getByRole('textbox', { name: 'Transfer to' }).fill('1002');
  };
  const benHasIt = async (): Promise<void> => {
    await panel(ben).getByText('Handed over by Anna').waitFor();
    await ben.waitForState('the same script at the same place', ({ scripts }) => {
      const [one] = scripts;
      return (
        one?.open.script.id === 'results-late' &&
        one.place.phase === 'act' &&
        one.place.picked.act?.[0] === 1 &&
        one.place.visited.join() === 'open,listen,act'
      );
    });
  };

  it('sent on without asking: it stands there while it rings, and is the colleague’s to change', async () => {
    await readOn();
    await openTransfer();
    await anna.button('Transfer now').click();
    await ben.alert().waitFor();
    await benHasIt();
    await ben.answer();
    await benHasIt();
    await ben.page.keyboard.press('ArrowRight');
    await ben.waitForState('the next part', ({ scripts }) => scripts[0]?.place.phase === 'check');
  });

  it('asked first: it comes once the patient does, and not before', async () => {
    await readOn();
    await openTransfer();
    await anna.button('Ask first').click();
    await ben.answer();
    await panel(ben).getByRole('heading', { name: 'Any call' }).waitFor();
    await anna.button('Complete transfer').click();
    await benHasIt();
  });

  it('is at no other desk’s call: the next patient’s script begins where it begins', async () => {
    await patient.call('1002');
    await ben.alert().waitFor();
    await panel(ben).getByRole('heading', { name: 'Any call' }).waitFor();
    const { calls, scripts } = await ben.state();
    const ringing = calls.find(({ phase }) => phase.name === 'ringing');
    expect(scripts.find(({ subjectId }) => subjectId === ringing?.id)?.rule.kind).toBe('any');
  });

  it('without the hub the rules choose, as they always did', async () => {
    await readOn();
    await hub.end();
    await until('offline', async () => (await anna.state()).callbacks.link.name === 'offline');
    await openTransfer();
    await anna.button('Transfer now').click();
    await ben.answer();
    await panel(ben).getByRole('heading', { name: 'Any call' }).waitFor();
    await ben.hangUpAll();
    await hub.start();
    await until('online', async () => (await ben.state()).callbacks.link.name === 'online', 40_000);
  });

  it('puts nothing into SIP, and nothing readable on the hub', async () => {
    const trace = join(floor().pbx.runDir, 'hand-over.pcap');
    await floor().pbx.cli(`pjsip set logger pcap ${trace}`);
    await floor().pbx.cli('pjsip set logger on');
    await readOn();
    await openTransfer();
    await anna.button('Transfer now').click();
    await ben.answer();
    await benHasIt();
    await floor().pbx.cli('pjsip set logger off');
    const sip = readFileSync(trace, 'latin1');
    expect(sip).toContain('REFER sip:');
    for (const word of ['results-late', 'hand-over', 'handed', '"act"', 'Test results'])
      expect(sip, word).not.toContain(word);
    const withNumber = sip.split(/\r?\n/).filter((line) => line.includes(NUMBER));
    expect(withNumber.length).toBeGreaterThan(0);
    // Where caller id always stands, in the dialogs that come of it, in the PBX's own busy lights (RFC 4235), and in what the
    // patient's phone says of itself.
    for (const line of withNumber)
      expect(line).toMatch(
        /^(?:From|To|Contact|P-Asserted-Identity|Remote-Party-ID|Diversion|[fimt]):|^\s*<(?:identity|target)\b|^a=ssrc:\d+ cname:|^.{0,60}(?:INVITE|ACK|BYE|CANCEL|OPTIONS) sip:/i,
      );
    expect(filesWith(hub.dir, NUMBER)).toEqual([]);
    expect(filesWith(hub.dir, 'results-late')).toEqual([]);
  });
});
