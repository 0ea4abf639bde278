import { once } from 'node:events';
import { createSocket } from 'node:dgram';
import { join } from 'node:path';
import { Floor } from '../desk/floor.ts';
import { writeVoice } from '../desk/voice.ts';
import { PARTY_HZ } from '../pbx/parties.ts';
import { Caller } from './caller.ts';
import { figure, ratio } from './figures.ts';
import { answerOneCall, dialOnce } from './measures.ts';
import { type BenchPhone, hearthlinePhone, type Plain, startPlainPhone } from './phones.ts';
import { servePlainPhones } from './plain-site.ts';
import type { PlainConfig } from './plain/phone.ts';
import { memoryOfTree } from './process-memory.ts';
import { startRelay, type Relay } from '../wire/relay.ts';

/**
 * `npm run bench`: Hearthline beside a plain SIP.js SimpleUser page and a plain JsSIP page, on one PBX and one
 * Chromium, turn by turn, so that a noisy machine is noisy for all. Prints JSON.
 */
const ROUNDS = Number(process.env['HEARTHLINE_BENCH_ROUNDS'] ?? 9);
const DIAL_ROUNDS = Math.min(3, ROUNDS);
const ECHO = '600';

interface Contestant {
  readonly phone: BenchPhone;
  readonly tap: Relay;
}

const floor = await Floor.open();
const site = await servePlainPhones();
const taps: Relay[] = [];
const plains: Plain[] = [];
const caller = await Caller.start(floor.pbx.sipPort, PARTY_HZ.patient);
const silentStun = createSocket('udp4');
silentStun.bind(0, '127.0.0.1');
await once(silentStun, 'listening');

const tapped = async (): Promise<Relay> => {
  const tap = await startRelay(floor.pbx.wsUrl);
  taps.push(tap);
  return tap;
};

async function plain(
  library: PlainConfig['library'],
  extension: string,
  stun: string | null,
): Promise<Contestant> {
  const tap = await tapped();
  const { domain, password } = floor.pbx.account(extension);
  const wav = writeVoice(join(floor.dir, `plain-${extension}.wav`), PARTY_HZ.lead);
  const phone = await startPlainPhone(site.url, wav, {
    library,
    server: tap.url,
    domain,
    extension,
    password,
    stun,
  });
  plains.push(phone);
  return { phone, tap };
}

async function hearthline(stun: string | null): Promise<Contestant> {
  const tap = await tapped();
  const agent = await floor.staff('1001', PARTY_HZ.agent, { servers: [tap.url], ...(stun && { stun }) });
  return { phone: await hearthlinePhone(agent, '1001'), tap };
}

/** Every contestant, turn by turn; progress goes to the error output, since the other one is JSON. */
async function inTurns<T>(
  what: string,
  contestants: readonly Contestant[],
  rounds: number,
  measure: (contestant: Contestant) => Promise<T>,
): Promise<Map<string, T[]>> {
  const results = new Map<string, T[]>(contestants.map(({ phone }) => [phone.name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contestant of contestants) {
      const turn = `${what}, round ${round + 1} of ${rounds}, ${contestant.phone.name}`;
      console.error(turn);
      const result = await measure(contestant).catch((cause: unknown) => {
        throw new Error(`${turn}: no measurement`, { cause });
      });
      await floor.pbx.waitForNoChannels();
      results.get(contestant.phone.name)?.push(result);
    }
  }
  return results;
}

function compare(results: Map<string, number[]>) {
  const figures = Object.fromEntries([...results].map(([name, values]) => [name, figure(values)]));
  const { hearthline: ours, 'simple-user': simple, jssip } = figures;
  if (!ours || !simple || !jssip) throw new Error('A contestant is missing.');
  return {
    phones: { ...figures, hearthline: ours },
    ratioToSimpleUser: ratio(ours, simple),
    ratioToJsSip: ratio(ours, jssip),
  };
}

async function answering() {
  const contestants = [
    await hearthline(null),
    await plain('simple-user', '1002', null),
    await plain('jssip', '1004', null),
  ];
  for (const contestant of contestants) await answerOneCall(contestant.phone, caller, contestant.tap); // warm-up
  const results = await inTurns('Answering', contestants, ROUNDS, ({ phone, tap }) =>
    answerOneCall(phone, caller, tap),
  );
  const pick = (key: 'alertMs' | 'answerToAudioMs'): Map<string, number[]> =>
    new Map([...results].map(([name, calls]) => [name, calls.map((call) => call[key])]));
  return { inviteToAlert: compare(pick('alertMs')), answerToTwoWayAudio: compare(pick('answerToAudioMs')) };
}

async function dialling() {
  const stun = `stun:127.0.0.1:${silentStun.address().port}`;
  const contestants = [
    await hearthline(stun),
    await plain('simple-user', '1002', stun),
    await plain('jssip', '1004', stun),
  ];
  const measure = ({ phone, tap }: Contestant): Promise<number> => dialOnce(phone, ECHO, tap);
  return compare(await inTurns('Dialling', contestants, DIAL_ROUNDS, measure));
}

async function starting() {
  const app = await floor.openDesk();
  const [simple, jssip] = [await plain('simple-user', '1002', null), await plain('jssip', '1004', null)];
  return {
    hearthlineMs: Math.round(app.app.readyMs),
    simpleUserMs: Math.round((simple.phone as Plain).startMs),
    jssipMs: Math.round((jssip.phone as Plain).startMs),
    memory: { hearthline: memoryOfTree(app.app.pid) },
  };
}

try {
  const answered = await answering();
  const dialled = await dialling();
  const { memory, ...startToUsable } = await starting();
  const goals = {
    alertWithin50Ms: answered.inviteToAlert.phones.hearthline.medianMs,
    answerAtMostHalfOfSimpleUser: answered.answerToTwoWayAudio.ratioToSimpleUser,
    dialAtMostTenthOfSimpleUser: dialled.ratioToSimpleUser,
  };
  const total = Math.round(memory.hearthline.reduce((sum, { pssMiB }) => sum + pssMiB, 0));
  const out = {
    goals,
    ...answered,
    dialToInviteStunUnreachable: dialled,
    startToUsable,
    memory: { totalPssMiB: total, ...memory },
  };
  console.log(JSON.stringify(out, null, 2));
} finally {
  await Promise.all(plains.map(({ browser }) => browser.close()));
  caller.stop();
  await floor.close();
  await Promise.all(taps.map((tap) => tap.stop()));
  await site.close();
  silentStun.close();
}
