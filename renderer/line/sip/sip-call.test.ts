import { Core, Invitation, type Inviter, type Session, type SessionDescriptionHandler } from 'sip.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LineAccount } from '#shared/contract/line.ts';
import { type CallEnd, SipCall, type SipCallListener } from './sip-call.ts';
import type { LineTransport, WireListener } from './transport-port.ts';
import { LineUserAgent } from './user-agent.ts';

const SDP = 'v=0\r\n';

/** Offers and answers are words here; a held one waits until it is let go. */
class Descriptions implements SessionDescriptionHandler {
  held: PromiseWithResolvers<void> | null = null;
  refuses = false;
  rolledBack = 0;
  close(): void {}
  async getDescription() {
    await this.held?.promise;
    return { body: SDP, contentType: 'application/sdp' };
  }
  hasDescription(): boolean {
    return true;
  }
  async setDescription(): Promise<void> {
    if (this.refuses) throw new Error('not usable');
    await this.held?.promise;
  }
  async rollbackDescription(): Promise<void> {
    this.rolledBack += 1;
  }
  sendDtmf(): boolean {
    return false;
  }
}

/** Two user agents that hear each other's messages, each over a link of its own, and may lose some of them. */
class Line {
  readonly sent: string[] = [];
  readonly #ends = new Map<string, WireListener>();
  readonly #agents: LineUserAgent[] = [];
  lose: (firstLine: string) => boolean = () => false;
  #rings = Promise.withResolvers<Invitation>();

  #wires(me: string, other: string): LineTransport {
    return {
      open: (_url, listener) => {
        this.#ends.set(me, listener);
        queueMicrotask(() => listener.opened());
        const send = (message: string): void => {
          const first = message.slice(0, message.indexOf('\r\n'));
          this.sent.push(`${me}: ${first.replace(/ sip:\S+/, '').replace(' SIP/2.0', '')}`);
          if (!this.lose(first)) setTimeout(() => this.#ends.get(other)?.received(message), 0);
        };
        return { send, close: () => undefined };
      },
    };
  }

  async #agent(me: string, other: string): Promise<LineUserAgent> {
    const account = {
      domain: 'pbx.example',
      extension: me,
      authorizationUser: me,
      displayName: me,
    } as LineAccount;
    const agent = new LineUserAgent(account, {
      wires: this.#wires(me, other),
      serverUrl: () => 'ws://pbx.example/ws',
      credential: () => Promise.resolve(null),
      onInvite: (invitation) => this.#rings.resolve(invitation),
      onNotify: () => undefined,
      onDisconnect: () => undefined,
    });
    await agent.connect();
    this.#agents.push(agent);
    return agent;
  }

  /** `one` dials `two`, whose phone rings. */
  async ringing() {
    const [from, to] = await Promise.all([this.#agent('one', 'two'), this.#agent('two', 'one')]);
    const inviter = from.makeInviter('two');
    if (!inviter) throw new Error('no target');
    const near = this.#party(from, inviter);
    await near.call.dial(() => undefined);
    const far = this.#party(to, await this.#rings.promise);
    return { near, far };
  }

  async talking() {
    const { near, far } = await this.ringing();
    await far.call.accept();
    await vi.waitFor(() => {
      if (!near.call.established || !this.sent.includes('one: ACK')) throw new Error('not yet');
    });
    return { near, far };
  }

  #party(agent: LineUserAgent, session: Inviter | Invitation) {
    const descriptions = new Descriptions();
    agent.describe(session, descriptions);
    const told: string[] = [];
    const ends: CallEnd[] = [];
    const listener: SipCallListener = {
      alerted: () => told.push('alerted'),
      established: () => told.push('established'),
      acknowledged: () => told.push('acknowledged'),
      named: () => undefined,
      timed: (intervalSec, refresher) => told.push(`timed ${intervalSec} ${refresher}`),
      ended: (end) => ends.push(end),
    };
    return { call: new SipCall(session, listener), descriptions, session, told, ends };
  }

  async stop(): Promise<void> {
    for (const agent of this.#agents) await agent.stop();
  }
}

const theirReinvite = ({ dialog }: Session) =>
  dialog instanceof Core.SessionDialog ? dialog.reinviteUserAgentServer : undefined;

describe('a SIP call', () => {
  let line: Line;
  const start = (): Line => (line = new Line());
  afterEach(async () => {
    await line.stop();
  });

  it('knows when the caller has the answer', async () => {
    const { near, far } = await start().talking();
    await vi.waitFor(() => expect(far.told).toEqual(['established', 'timed 1800 them', 'acknowledged']));
    expect(near.told).not.toContain('acknowledged');
  });

  it('negotiates again', async () => {
    const { near } = await start().talking();
    expect(await near.call.renegotiate()).toEqual({ kind: 'accepted' });
  });

  it('makes no offer while it answers one of the far end', async () => {
    const { near, far } = await start().talking();
    near.descriptions.held = Promise.withResolvers();
    const theirs = far.call.renegotiate();
    await vi.waitFor(() => expect(line.sent.filter((text) => text === 'two: INVITE')).toHaveLength(1));
    await vi.waitFor(() => expect(theirReinvite(near.session)).toBeDefined());
    expect(await near.call.renegotiate()).toEqual({ kind: 'glare', sipStatus: 491 });
    expect(near.descriptions.rolledBack).toBe(0);
    near.descriptions.held.resolve();
    expect(await theirs).toEqual({ kind: 'accepted' });
    await vi.waitFor(() => expect(theirReinvite(near.session)).toBeUndefined());
    expect(await near.call.renegotiate()).toEqual({ kind: 'accepted' });
  });

  it('does not wait for an ACK that the lost link took along', async () => {
    const { near, far } = await start().talking();
    line.lose = (first) => first.startsWith('ACK');
    expect(await far.call.renegotiate()).toEqual({ kind: 'accepted' });
    expect(await near.call.renegotiate()).toMatchObject({ kind: 'glare' });
    near.call.linkLost();
    expect(await near.call.renegotiate()).toEqual({ kind: 'accepted' });
  });

  it('says what became of a re-INVITE even when the call ends before its answer', async () => {
    const { near, far } = await start().talking();
    line.lose = (first) => first.startsWith('SIP/2.0 200');
    const asked = near.call.renegotiate();
    await vi.waitFor(() => expect(line.sent.filter((text) => text === 'one: INVITE')).toHaveLength(2));
    far.call.leave('hung-up-here');
    expect(await asked).toMatchObject({ kind: 'gone' });
    expect(near.ends).toEqual([{ reason: 'hung-up-there', sipStatus: null }]);
  });

  it('does not count as answered when the caller gave up while the answer was made', async () => {
    const { near, far } = await start().ringing();
    far.descriptions.held = Promise.withResolvers();
    const answering = far.call.accept();
    near.call.leave('cancelled');
    await vi.waitFor(() => expect(far.ends).toHaveLength(1));
    far.descriptions.held.resolve();
    await expect(answering).rejects.toThrow('gave up');
    expect(far.ends[0]?.reason).toBe('missed');
    expect(far.told).toEqual([]);
  });

  it('sends a digit by INFO and hears whether it was taken', async () => {
    const { near, far } = await start().talking();
    await near.call.sendInfoDigit('5', 100);
    far.session.delegate = { ...far.session.delegate, onInfo: (info) => void info.reject() };
    await expect(near.call.sendInfoDigit('6', 100)).rejects.toThrow('not taken');
  });

  it('has no digit wait for a call that ended', async () => {
    const { near, far } = await start().talking();
    line.lose = (first) => first.startsWith('SIP/2.0 200');
    const sent = near.call.sendInfoDigit('5', 100);
    far.call.leave('hung-up-here');
    await expect(sent).rejects.toThrow('not taken');
  });

  it('stops the far end’s phone when its early media cannot be used', async () => {
    const { near, far } = await start().ringing();
    near.descriptions.refuses = true;
    const invitation = far.session;
    if (!(invitation instanceof Invitation)) throw new Error('not the called side');
    await invitation.progress({ statusCode: 183 });
    await vi.waitFor(() => expect(near.ends).toEqual([{ reason: 'media-failed', sipStatus: null }]));
    await vi.waitFor(() => expect(far.ends).toEqual([{ reason: 'missed', sipStatus: null }]));
  });

  it('tells who asked for a transfer that nothing more will come once the call is over', async () => {
    const { near, far } = await start().talking();
    const told: string[] = [];
    const target = near.session.userAgent.configuration.uri;
    near.call.refer(target, {
      accepted: () => told.push('accepted'),
      refused: (sipStatus) => told.push(`refused ${sipStatus}`),
      progress: (sipStatus) => told.push(`progress ${sipStatus}`),
      over: () => told.push('over'),
    });
    await vi.waitFor(() => expect(told).toEqual(['refused 603']));
    far.call.leave('hung-up-here');
    await vi.waitFor(() => expect(told).toEqual(['refused 603', 'over']));
  });
});
