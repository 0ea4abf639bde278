import { beforeEach, describe, expect, it } from 'vitest';
import type { Wire } from '../transport-port.ts';
import { MemoryExchange } from './memory-exchange.ts';
import type { Light } from './notifier.ts';

const DOMAIN = 'practice.invalid';

/** A bare end of a link: keeps what it received and waits for more. */
class End {
  readonly received: string[] = [];
  readonly wire: Wire;
  #waiting: (() => void)[] = [];

  constructor(exchange: MemoryExchange) {
    this.wire = exchange.open({
      opened: () => undefined,
      received: (message) => {
        this.received.push(message);
        for (const look of this.#waiting.splice(0)) look();
      },
      lost: () => undefined,
    });
  }

  send(...lines: readonly string[]): void {
    this.wire.send([...lines, '', ''].join('\r\n'));
  }

  /** The next message whose first line has these words in it. */
  async next(words: string): Promise<string> {
    for (;;) {
      const at = this.received.findIndex((message) => message.split('\r\n')[0]?.includes(words));
      const [found] = at === -1 ? [] : this.received.splice(at, 1);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }
}

function request(method: string, uri: string, branch: string, ...more: readonly string[]): string[] {
  return [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/WS here.invalid;branch=z9hG4bK${branch}`,
    'From: <sip:agent@practice.invalid>;tag=1',
    `To: <${uri}>`,
    'Call-ID: one',
    `CSeq: 1 ${method}`,
    ...more,
  ];
}

function header(message: string, name: string): string[] {
  const lines = message.split('\r\n\r\n')[0]?.split('\r\n') ?? [];
  return lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
}

function registration(expirySec: number): string[] {
  return [
    `REGISTER sip:${DOMAIN} SIP/2.0`,
    'Via: SIP/2.0/WS far.invalid;branch=z9hG4bKreg',
    'From: <sip:%2B12065550117@practice.invalid>;tag=2',
    'To: <sip:%2B12065550117@practice.invalid>',
    'Call-ID: reg',
    'CSeq: 2 REGISTER',
    `Contact: <sip:p@far.invalid;transport=ws>;expires=${expirySec}`,
  ];
}

describe('the in-memory exchange', () => {
  let now: number;
  const lights = new Map<string, Light>();
  let exchange: MemoryExchange;
  let agent: End;
  let patient: End;

  beforeEach(async () => {
    now = 1_000_000;
    exchange = new MemoryExchange({
      domain: DOMAIN,
      now: () => now,
      lightOf: (user) => lights.get(user) ?? null,
    });
    agent = new End(exchange);
    patient = new End(exchange);
    patient.send(...registration(60));
    await patient.next('200 OK');
  });

  it('answers a registration with its Contact and time, and refuses one without a user', async () => {
    patient.send(...registration(30));
    expect(header(await patient.next('200 OK'), 'Contact')).toEqual([
      '<sip:p@far.invalid;transport=ws>;expires=30',
    ]);
    agent.send(...request('REGISTER', `sip:${DOMAIN}`, 'r'));
    expect(await agent.next('SIP/2.0')).toMatch(/^SIP\/2\.0 400 /);
  });

  it('passes a request on to the Contact of the user it names, with one more Via and one hop less', async () => {
    agent.send(...request('INVITE', `sip:+12065550117@${DOMAIN}`, 'a', 'Max-Forwards: 5'));
    const arrived = await patient.next('INVITE');
    expect(arrived.split('\r\n')[0]).toBe('INVITE sip:p@far.invalid;transport=ws SIP/2.0');
    expect(header(arrived, 'Via')).toHaveLength(2);
    expect(header(arrived, 'Max-Forwards')).toEqual(['4']);
  });

  it('passes a response back the way the request came', async () => {
    agent.send(...request('OPTIONS', `sip:+12065550117@${DOMAIN}`, 'a'));
    const arrived = await patient.next('OPTIONS');
    patient.send('SIP/2.0 200 OK', ...header(arrived, 'Via').map((via) => `Via: ${via}`), 'Call-ID: one');
    const back = await agent.next('200');
    expect(header(back, 'Via')).toEqual(['SIP/2.0/WS here.invalid;branch=z9hG4bKa']);
  });

  it('gives a CANCEL and the ACK of a refusal the branch of their INVITE', async () => {
    const branches: (string | undefined)[] = [];
    for (const method of ['INVITE', 'CANCEL', 'ACK']) {
      agent.send(...request(method, `sip:+12065550117@${DOMAIN}`, 'same'));
      branches.push(header(await patient.next(method), 'Via')[0]);
    }
    expect(new Set(branches).size).toBe(1);
  });

  it('carries requests within a dialog to the Contact they name, whoever it is', async () => {
    agent.send(
      ...request('INVITE', `sip:+12065550117@${DOMAIN}`, 'a', 'Contact: <sip:a@here.invalid;transport=ws>'),
    );
    await patient.next('INVITE');
    patient.send(...request('BYE', 'sip:a@here.invalid;transport=ws', 'b'));
    expect(await agent.next('BYE')).toContain('BYE sip:a@here.invalid;transport=ws SIP/2.0');
  });

  it('says 404 for a user it does not know, 481 within a dialog, and nothing to an ACK', async () => {
    agent.send(...request('ACK', `sip:nobody@${DOMAIN}`, 'x'));
    agent.send(...request('INVITE', `sip:nobody@${DOMAIN}`, 'y'));
    const refusal = await agent.next('SIP/2.0');
    expect(refusal).toMatch(/^SIP\/2\.0 404 /);
    expect(header(refusal, 'To')[0]).toMatch(/;tag=/);
    const [line, via, from, , ...rest] = request('BYE', 'sip:gone@far.invalid', 'z');
    agent.send(line ?? '', via ?? '', from ?? '', `To: <sip:gone@${DOMAIN}>;tag=9`, ...rest);
    expect(await agent.next('SIP/2.0')).toMatch(/^SIP\/2\.0 481 /);
  });

  it('answers OPTIONS to the house itself and allows nothing else there', async () => {
    agent.send(...request('OPTIONS', `sip:${DOMAIN}`, 'o'));
    expect(await agent.next('SIP/2.0')).toMatch(/^SIP\/2\.0 200 /);
    agent.send(...request('PUBLISH', `sip:${DOMAIN}`, 's'));
    expect(await agent.next('SIP/2.0')).toMatch(/^SIP\/2\.0 405 /);
  });

  it('ends a loop at the last hop', async () => {
    agent.send(...request('INVITE', `sip:+12065550117@${DOMAIN}`, 'm', 'Max-Forwards: 0'));
    expect(await agent.next('SIP/2.0')).toMatch(/^SIP\/2\.0 483 /);
  });

  it('forgets a registration when its time is over, when it is taken back, and when its link closes', async () => {
    const ask = async (): Promise<string> => {
      agent.send(...request('OPTIONS', `sip:+12065550117@${DOMAIN}`, 'who'));
      // Answers come in order: after this one there is no other on its way.
      agent.send(...request('OPTIONS', `sip:${DOMAIN}`, 'house'));
      await agent.next('200');
      return agent.received.splice(0).length > 0 ? 'unknown' : 'known';
    };
    expect(await ask()).toBe('known');
    now += 60_000;
    expect(await ask()).toBe('unknown');
    patient.send(...registration(60));
    expect(await ask()).toBe('known');
    patient.send(...registration(0));
    expect(header(await patient.next('200 OK'), 'Contact')).toHaveLength(1);
    expect(header(await patient.next('200 OK'), 'Contact')).toHaveLength(0);
    expect(await ask()).toBe('unknown');
    patient.send(...registration(60));
    expect(await ask()).toBe('known');
    patient.wire.close();
    expect(await ask()).toBe('unknown');
  });

  it('delivers in order, and never in the turn of the sender', async () => {
    for (const branch of ['1', '2', '3']) {
      agent.send(...request('INFO', `sip:+12065550117@${DOMAIN}`, branch));
    }
    expect(patient.received).toEqual([]);
    const order: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      order.push(header(await patient.next('INFO'), 'Via')[1]?.at(-1) ?? '');
    }
    expect(order).toEqual(['1', '2', '3']);
  });

  it('drops what is no SIP message', async () => {
    agent.wire.send('hello');
    agent.wire.send('\r\n\r\n');
    agent.send('OPTIONS sip:practice.invalid SIP/2.0', 'no header at all');
    agent.send(...request('OPTIONS', 'tel:+12065550117', 't'));
    expect(await agent.next('SIP/2.0')).toMatch(/^SIP\/2\.0 416 /);
    expect(agent.received).toEqual([]);
  });

  const subscribe = (user: string, event: string, expires: number, to = `<sip:${user}@${DOMAIN}>`) => [
    `SUBSCRIBE sip:${user}@${DOMAIN} SIP/2.0`,
    'Via: SIP/2.0/WS here.invalid;branch=z9hG4bKs',
    'From: <sip:agent@practice.invalid>;tag=1',
    `To: ${to}`,
    `Call-ID: light ${user}`,
    'CSeq: 1 SUBSCRIBE',
    'Contact: <sip:a@here.invalid>',
    `Event: ${event}`,
    `Expires: ${expires}`,
  ];

  it('tells a subscriber what a busy light shows, at once, at every change, and when the time is over', async () => {
    lights.set('301', 'free');
    agent.send(...subscribe('301', 'dialog', 600));
    const accepted = await agent.next('200');
    const to = header(accepted, 'To')[0];
    expect(header(accepted, 'Expires')).toEqual(['600']);
    const first = await agent.next('NOTIFY');
    expect(first).toMatch(/^NOTIFY sip:a@here\.invalid SIP\/2\.0/);
    expect(header(first, 'From')).toEqual([to]);
    expect(header(first, 'Subscription-State')).toEqual(['active;expires=600']);
    expect(first).not.toContain('<dialog ');
    lights.set('301', 'busy');
    exchange.lightChanged('301');
    expect(await agent.next('NOTIFY')).toContain('<state>confirmed</state>');
    lights.set('301', 'ringing');
    exchange.lightChanged('301');
    expect(await agent.next('NOTIFY')).toContain('<state>early</state>');
    agent.send(...subscribe('301', 'dialog', 0, to));
    expect(header(await agent.next('NOTIFY'), 'Subscription-State')[0]).toMatch(/^terminated/);
    agent.send(...subscribe('301', 'dialog', 600, to));
    expect(await agent.next('481')).toContain('Subscription Does Not Exist');
  });

  it('has no other events, and no light for a stranger', async () => {
    agent.send(...subscribe('301', 'message-summary', 600));
    expect(header(await agent.next('489'), 'Allow-Events')).toEqual(['dialog']);
    agent.send(...subscribe('999', 'dialog', 600));
    expect(await agent.next('404')).toContain('Not Found');
  });
});
