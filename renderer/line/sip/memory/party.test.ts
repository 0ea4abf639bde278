import { type Invitation, Inviter, Registerer, type Session, SIPExtension, UserAgent } from 'sip.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Leg, LegMedia } from './leg.ts';
import { MemoryExchange } from './memory-exchange.ts';
import { MemoryTransport } from './memory-transport.ts';
import { Party } from './party.ts';
import type { DescriptionsFactory } from './web-descriptions.ts';

const DOMAIN = 'practice.invalid';

/** Applying an answer takes WebRTC a moment, and somebody may press a key in that moment. */
let answerTaken: Promise<void> = Promise.resolve();

/** Node has no WebRTC: offers and answers are words here, and the sound is tested in tests/practice. */
const inWords: DescriptionsFactory = () => ({
  close: () => undefined,
  getDescription: () => Promise.resolve({ body: 'v=0\r\n', contentType: 'application/sdp' }),
  hasDescription: (contentType) => contentType === 'application/sdp',
  setDescription: () => answerTaken,
  sendDtmf: () => true,
});

class Silence implements LegMedia {
  readonly stream = {} as MediaStream;
  isClosed = false;
  hear(): void {
    throw new Error('nothing is heard in this test');
  }
  close(): void {
    this.isClosed = true;
  }
}

/** Writes down what happens on a leg. */
function note(leg: Leg<Silence>): { readonly events: string[]; readonly others: Leg<Silence>[] } {
  const events: string[] = [];
  const others: Leg<Silence>[] = [];
  const elsewhere = (what: string) => (other: Leg<Silence>) => {
    events.push(what);
    others.push(other);
  };
  leg.listen({
    answered: () => events.push('answered'),
    heldChanged: (held) => events.push(held ? 'held' : 'taken back'),
    referred: elsewhere('referred'),
    replacedBy: elsewhere('replaced'),
    ended: () => events.push('ended'),
  });
  return { events, others };
}

/** The agent's side: a bare SIP.js user agent, as any phone has one. */
class Desk {
  readonly rung: Invitation[] = [];
  readonly #agent: UserAgent;

  constructor(exchange: MemoryExchange) {
    const uri = UserAgent.makeURI(`sip:agent@${DOMAIN}`);
    if (!uri) throw new Error('no address');
    this.#agent = new UserAgent({
      uri,
      transportConstructor: MemoryTransport,
      transportOptions: { open: exchange.open.bind(exchange) },
      sessionDescriptionHandlerFactory: (session) =>
        inWords(session, { stream: {} as MediaStream, onTrack: () => undefined, onHeld: () => undefined }),
      sipExtensionReplaces: SIPExtension.Supported,
      gracefulShutdown: false,
      logBuiltinEnabled: false,
      delegate: { onInvite: (invitation) => this.rung.push(invitation) },
    });
  }

  async start(): Promise<void> {
    await this.#agent.start();
    await new Registerer(this.#agent).register();
  }

  stop(): Promise<void> {
    return this.#agent.stop();
  }

  /** The call that rings here. */
  async ringing(): Promise<Invitation> {
    return vi.waitFor(() => {
      const invitation = this.rung.shift();
      if (!invitation) throw new Error('nobody calls');
      return invitation;
    });
  }

  async dial(user: string): Promise<Inviter> {
    const target = UserAgent.makeURI(`sip:${user}@${DOMAIN}`);
    if (!target) throw new Error('no target');
    const inviter = new Inviter(this.#agent, target);
    await inviter.invite();
    return inviter;
  }
}

/** Sends REFER and collects the states that come back. */
async function refer(session: Session, target: string | Session): Promise<string[]> {
  const told: string[] = [];
  const to = typeof target === 'string' ? UserAgent.makeURI(`sip:${target}@${DOMAIN}`) : target;
  if (!to) throw new Error('no target');
  await session.refer(to, {
    onNotify: (notification) => {
      void notification.accept();
      told.push(notification.request.body);
    },
  });
  return told;
}

/** Sends a digit by INFO and collects the answers. */
async function sendDigit(session: Session): Promise<(number | undefined)[]> {
  const answers: (number | undefined)[] = [];
  await session.info({
    requestDelegate: { onAccept: ({ message }) => answers.push(message.statusCode) },
    requestOptions: {
      body: { contentDisposition: 'render', contentType: 'application/dtmf-relay', content: 'Signal=5' },
    },
  });
  return answers;
}

describe('a far end of the practice line', () => {
  let exchange: MemoryExchange;
  let desk: Desk;
  const parties: Party<Silence>[] = [];
  /** Of the first party, at each change: for each leg, whether it is up. */
  const changes: (boolean[] | undefined)[] = [];

  beforeEach(async () => {
    exchange = new MemoryExchange({ domain: DOMAIN });
    desk = new Desk(exchange);
    await desk.start();
  });
  afterEach(async () => {
    await Promise.all([desk.stop(), ...parties.splice(0).map((party) => party.stop())]);
  });

  async function join(user: string, onCall: (leg: Leg<Silence>) => void): Promise<Party<Silence>> {
    const party = new Party<Silence>({
      exchange,
      domain: DOMAIN,
      user,
      displayName: 'Nora Whitfield',
      openMedia: () => new Silence(),
      descriptions: inWords,
      onCall,
      onChange: () => changes.push(parties[0]?.liveLegs.map((leg) => leg.isUp)),
    });
    parties.push(party);
    await party.start();
    return party;
  }

  const declineAll = (leg: Leg<Silence>) => leg.decline(486);

  /** A patient and the agent talking. */
  async function talking(): Promise<{ far: Leg<Silence>; near: Invitation }> {
    const patient = await join('+12065550117', declineAll);
    const far = patient.call('agent');
    const near = await desk.ringing();
    await near.accept();
    await vi.waitFor(() => expect(far.isUp).toBe(true));
    return { far, near };
  }

  it('calls the desk under its name and number, with the headers it was given', async () => {
    const patient = await join('+12065550117', declineAll);
    patient.call('agent', ['X-Queue: Appointments']);
    const { request, remoteIdentity } = await desk.ringing();
    expect(remoteIdentity.displayName).toBe('Nora Whitfield');
    expect(remoteIdentity.uri.user).toBe('+12065550117');
    expect(request.getHeader('X-Queue')).toBe('Appointments');
  });

  it('hears that it was answered, and hears it when the desk hangs up', async () => {
    const patient = await join('+12065550117', declineAll);
    const leg = patient.call('agent');
    const { events } = note(leg);
    const near = await desk.ringing();
    await near.accept();
    await vi.waitFor(() => expect(events).toEqual(['answered']));
    await near.bye();
    await vi.waitFor(() => expect(events).toEqual(['answered', 'ended']));
    expect([leg.isOver, leg.media.isClosed, patient.liveLegs.length]).toEqual([true, true, 0]);
  });

  it('hangs up, and the desk hears that', async () => {
    const { far, near } = await talking();
    far.hangUp();
    await vi.waitFor(() => expect(near.state).toBe('Terminated'));
  });

  it('gives up while it rings, and the desk stops ringing', async () => {
    const patient = await join('+12065550117', declineAll);
    const leg = patient.call('agent');
    const near = await desk.ringing();
    leg.hangUp();
    await vi.waitFor(() => expect([leg.isOver, near.state]).toEqual([true, 'Terminated']));
  });

  it('is over when the desk declines, and when there is nobody of that name', async () => {
    const patient = await join('+12065550117', declineAll);
    const declined = patient.call('agent');
    await (await desk.ringing()).reject();
    const unknown = patient.call('nobody');
    await vi.waitFor(() => expect([declined.isOver, unknown.isOver]).toEqual([true, true]));
  });

  it('answers a call from the desk, or declines it', async () => {
    await join('301', (leg) => leg.accept());
    await join('486', declineAll);
    const [good, bad] = [await desk.dial('301'), await desk.dial('486')];
    await vi.waitFor(() => expect([good.state, bad.state]).toEqual(['Established', 'Terminated']));
  });

  it('takes digits by INFO politely', async () => {
    const { near } = await talking();
    const answers = await sendDigit(near);
    await vi.waitFor(() => expect(answers).toEqual([200]));
  });

  it('goes where a blind transfer sends it, and says how that went', async () => {
    const { far, near } = await talking();
    await join('301', (leg) => leg.accept());
    const { events, others } = note(far);
    const told = await refer(near, '301');
    await vi.waitFor(() => expect(told.at(-1)).toBe('SIP/2.0 200 OK'));
    await vi.waitFor(() => expect(others[0]?.isUp).toBe(true));
    await near.bye();
    await vi.waitFor(() => expect(events).toEqual(['referred', 'ended']));
    expect(others[0]?.isUp).toBe(true);
  });

  it('stays with the desk when the blind transfer ends at somebody busy', async () => {
    const { far, near } = await talking();
    await join('486', declineAll);
    const told = await refer(near, '486');
    await vi.waitFor(() => expect(told.at(-1)).toBe('SIP/2.0 486 Busy Here'));
    expect(far.isUp).toBe(true);
  });

  it('takes the place of the desk in a consult call, which then ends', async () => {
    const { far, near } = await talking();
    const nurse: ReturnType<typeof note>[] = [];
    await join('301', (leg) => {
      nurse.push(note(leg));
      leg.accept();
    });
    const consult = await desk.dial('301');
    await vi.waitFor(() => expect(consult.state).toBe('Established'));
    const patient = note(far);
    await refer(near, consult);
    await vi.waitFor(() => expect(nurse[0]?.events).toEqual(['answered', 'replaced', 'ended']));
    await vi.waitFor(() =>
      expect([patient.others[0]?.isUp, nurse[0]?.others[0]?.isUp]).toEqual([true, true]),
    );
    await vi.waitFor(() => expect(consult.state).toBe('Terminated'));
  });

  it('does not miss a request that comes while it is still taking the answer', async () => {
    const patient = await join('+12065550117', declineAll);
    const leg = patient.call('agent');
    const near = await desk.ringing();
    let take: () => void = () => undefined;
    await near.accept();
    answerTaken = new Promise((resolve) => {
      take = resolve;
    });
    const answers = await sendDigit(near);
    // Messages arrive in order: what comes back from a call behind it says that the request has arrived too.
    const probe = await desk.dial('nobody');
    await vi.waitFor(() => expect(probe.state).toBe('Terminated'));
    expect([leg.isUp, answers]).toEqual([false, []]);
    take();
    await vi.waitFor(() => expect([leg.isUp, answers]).toEqual([true, [200]]));
  });

  it('tells of every change of its legs', async () => {
    const { near } = await talking();
    changes.splice(0);
    await near.bye();
    await vi.waitFor(() => expect(changes.at(-1)).toEqual([]));
    parties[0]?.call('agent');
    expect(changes.at(-1)).toEqual([false]);
    await (await desk.ringing()).accept();
    await vi.waitFor(() => expect(changes.at(-1)).toEqual([true]));
  });

  it('ends every call when it leaves', async () => {
    const { near } = await talking();
    await parties[0]?.stop();
    await vi.waitFor(() => expect(near.state).toBe('Terminated'));
  });
});
