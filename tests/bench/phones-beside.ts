import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';
import { Floor } from '../desk/floor.ts';
import { writeVoice } from '../desk/voice.ts';
import { PARTY_HZ } from '../pbx/parties.ts';
import { startRelay, type Relay } from '../wire/relay.ts';
import { Caller } from './caller.ts';
import { figure, ratio } from './figures.ts';
import { answerOneCall, dialOnce } from './measures.ts';
import { type BenchPhone, hearthlinePhone, type Plain, startPlainPhone } from './phones.ts';
import { servePlainPhones } from './plain-site.ts';
import type { PlainConfig } from './plain/phone.ts';
import { memoryOfTree } from './process-memory.ts';

const ROUNDS = Number(process.env['HEARTHLINE_BENCH_ROUNDS'] ?? 9);
const DIAL_ROUNDS = Math.min(3, ROUNDS);
const ECHO = '600';

interface Contestant {
  readonly phone: BenchPhone;
  readonly tap: Relay;
}

/**
 * Hearthline beside a plain SIP.js SimpleUser page and a plain JsSIP page, on one PBX and one Chromium, turn by turn,
 * so that a noisy machine is noisy for all.
 */
export async function measurePhones() {
  const bench = await PhoneBench.open();
  try {
    const answered = await bench.answering();
    const dialled = await bench.dialling();
    const { memory, ...startToUsable } = await bench.starting();
    const total = Math.round(memory.hearthline.reduce((sum, { pssMiB }) => sum + pssMiB, 0));
    return {
      goals: {
        alertWithin50Ms: answered.inviteToAlert.phones.hearthline.medianMs,
        answerAtMostHalfOfSimpleUser: answered.answerToTwoWayAudio.ratioToSimpleUser,
        dialAtMostTenthOfSimpleUser: dialled.ratioToSimpleUser,
      },
      ...answered,
      dialToInviteStunUnreachable: dialled,
      startToUsable,
      memory: { totalPssMiB: total, ...memory },
    };
  } finally {
    await bench.close();
  }
}

type Site = Awaited<ReturnType<typeof servePlainPhones>>;

class PhoneBench {
  readonly #floor: Floor;
  readonly #site: Site;
  readonly #caller: Caller;
  readonly #silentStun: Socket;
  readonly #taps: Relay[] = [];
  readonly #plains: Plain[] = [];

  private constructor(floor: Floor, site: Site, caller: Caller, silentStun: Socket) {
    this.#floor = floor;
    this.#site = site;
    this.#caller = caller;
    this.#silentStun = silentStun;
  }

  static async open(): Promise<PhoneBench> {
    const floor = await Floor.open();
    const site = await servePlainPhones();
    const caller = await Caller.start(floor.pbx.sipPort, PARTY_HZ.patient);
    const silentStun = createSocket('udp4');
    silentStun.bind(0, '127.0.0.1');
    await once(silentStun, 'listening');
    return new PhoneBench(floor, site, caller, silentStun);
  }

  async close(): Promise<void> {
    await Promise.all(this.#plains.map(({ browser }) => browser.close()));
    this.#caller.stop();
    await this.#floor.close();
    await Promise.all(this.#taps.map((tap) => tap.stop()));
    await this.#site.close();
    this.#silentStun.close();
  }

  async answering() {
    const contestants = await this.#contestants(null);
    for (const contestant of contestants) await answerOneCall(contestant.phone, this.#caller, contestant.tap); // warm-up
    const results = await this.#inTurns('Answering', contestants, ROUNDS, ({ phone, tap }) =>
      answerOneCall(phone, this.#caller, tap),
    );
    const pick = (key: 'alertMs' | 'answerToAudioMs'): Map<string, number[]> =>
      new Map([...results].map(([name, calls]) => [name, calls.map((call) => call[key])]));
    return { inviteToAlert: compare(pick('alertMs')), answerToTwoWayAudio: compare(pick('answerToAudioMs')) };
  }

  async dialling() {
    const contestants = await this.#contestants(`stun:127.0.0.1:${this.#silentStun.address().port}`);
    const measure = ({ phone, tap }: Contestant): Promise<number> => dialOnce(phone, ECHO, tap);
    return compare(await this.#inTurns('Dialling', contestants, DIAL_ROUNDS, measure));
  }

  async starting() {
    const app = await this.#floor.openDesk();
    const simple = await this.#plain('simple-user', '1002', null);
    const jssip = await this.#plain('jssip', '1004', null);
    return {
      hearthlineMs: Math.round(app.app.readyMs),
      simpleUserMs: Math.round((simple.phone as Plain).startMs),
      jssipMs: Math.round((jssip.phone as Plain).startMs),
      memory: { hearthline: memoryOfTree(app.app.pid) },
    };
  }

  async #contestants(stun: string | null): Promise<Contestant[]> {
    return [
      await this.#hearthline(stun),
      await this.#plain('simple-user', '1002', stun),
      await this.#plain('jssip', '1004', stun),
    ];
  }

  async #plain(library: PlainConfig['library'], extension: string, stun: string | null): Promise<Contestant> {
    const tap = await this.#tapped();
    const { domain, password } = this.#floor.pbx.account(extension);
    const wav = writeVoice(join(this.#floor.dir, `plain-${extension}.wav`), PARTY_HZ.lead);
    const config = { library, server: tap.url, domain, extension, password, stun };
    const phone = await startPlainPhone(this.#site.url, wav, config);
    this.#plains.push(phone);
    return { phone, tap };
  }

  async #hearthline(stun: string | null): Promise<Contestant> {
    const tap = await this.#tapped();
    const agent = await this.#floor.staff('1001', PARTY_HZ.agent, {
      servers: [tap.url],
      ...(stun && { stun }),
    });
    return { phone: await hearthlinePhone(agent, '1001'), tap };
  }

  async #tapped(): Promise<Relay> {
    const tap = await startRelay(this.#floor.pbx.wsUrl);
    this.#taps.push(tap);
    return tap;
  }

  /** Every contestant, turn by turn; progress goes to the error output, since the other one is JSON. */
  async #inTurns<T>(
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
        await this.#floor.pbx.waitForNoChannels();
        results.get(contestant.phone.name)?.push(result);
      }
    }
    return results;
  }
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
