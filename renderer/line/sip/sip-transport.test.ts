import { TransportState } from 'sip.js';
import { describe, expect, it } from 'vitest';
import { SipTransport, WireLostError } from './sip-transport.ts';
import type { WireListener } from './transport-port.ts';

const message = (first: string, ...headers: string[]): string =>
  [first, 'Via: SIP/2.0/WS x.invalid;branch=b1', 'CSeq: 1 REGISTER', ...headers, '', ''].join('\r\n');

function stage(credential: (realm: string) => Promise<string | null> = () => Promise.resolve('ha1')) {
  const seen: string[] = [];
  const misfits: string[] = [];
  const sent: string[] = [];
  const wire: { listener: WireListener | null; closed: boolean } = { listener: null, closed: false };
  const transport = new SipTransport(null, {
    serverUrl: () => 'wss://pbx.example/ws',
    wires: {
      open: (_url, listener) => {
        Object.assign(wire, { listener, closed: false });
        return {
          send: (text) => sent.push(text),
          close: () => {
            wire.closed = true;
          },
        };
      },
    },
    credential,
    useCredential: (ha1) => seen.push(`use ${ha1}`),
    intercept: (text) => text.includes('Call-ID: probe'),
    onMisfit: (why) => misfits.push(why),
  });
  transport.onMessage = (text) => {
    if (text.startsWith('BOOM')) throw new Error('parser tripped');
    seen.push(text.split('\r\n')[0] ?? '');
  };
  transport.onConnect = () => seen.push('connected');
  transport.onDisconnect = (error) =>
    seen.push(`lost ${error instanceof WireLostError ? error.reason : '?'}`);
  const open = async (): Promise<void> => {
    const connecting = transport.connect();
    wire.listener?.opened();
    await connecting;
  };
  return { transport, wire, seen, misfits, sent, open };
}

describe('the SIP transport', () => {
  it('connects once, however often it is asked', async () => {
    const { transport, seen, open } = stage();
    await open();
    await transport.connect();
    expect(seen).toEqual(['connected']);
    expect(transport.state).toBe(TransportState.Connected);
    expect(transport.protocol).toBe('WSS');
  });

  it('says why it could not connect', async () => {
    const { transport, wire } = stage();
    const connecting = transport.connect();
    wire.listener?.lost('refused');
    await expect(connecting).rejects.toMatchObject({ reason: 'refused' });
    expect(transport.state).toBe(TransportState.Disconnected);
  });

  it('abandons a link at once and can connect again in the same turn', async () => {
    const { transport, wire, seen, open } = stage();
    await open();
    transport.abandon('silent');
    expect(wire.closed).toBe(true);
    await open();
    expect(seen).toEqual(['connected', 'lost silent', 'connected']);
  });

  it('answers what is still open with 503 before it says that the link is gone', async () => {
    const { transport, seen, open } = stage();
    await open();
    await transport.send(message('REGISTER sip:x SIP/2.0'));
    transport.abandon('closed');
    expect(seen).toEqual(['connected', 'SIP/2.0 503 Link Lost', 'lost closed']);
    await expect(transport.send(message('REGISTER sip:x SIP/2.0'))).rejects.toThrow('Not connected');
  });

  it('counts what its owner keeps to itself as answered: probes do not pile up through a shift', async () => {
    const { transport, wire, seen, open } = stage();
    await open();
    for (let i = 0; i < 50; i += 1) {
      const probe = message('OPTIONS sip:x SIP/2.0', 'Call-ID: probe').replace('b1', `b${i}`);
      await transport.send(probe);
      wire.listener?.received(probe.replace(/^.*/, 'SIP/2.0 200 OK'));
    }
    transport.abandon('closed');
    expect(seen).toEqual(['connected', 'lost closed']);
  });

  it('holds a challenge back until the HA1 for its realm is there', async () => {
    const asked: string[] = [];
    const ha1 = Promise.withResolvers<string>();
    const { wire, seen, open } = stage((realm) => {
      asked.push(realm);
      return ha1.promise;
    });
    await open();
    wire.listener?.received(
      message('SIP/2.0 401 Unauthorized', 'WWW-Authenticate: Digest realm="clinic", nonce="1"'),
    );
    wire.listener?.received(message('SIP/2.0 100 Trying'));
    expect(seen).toEqual(['connected', 'SIP/2.0 100 Trying']);
    ha1.resolve('abc');
    await expect.poll(() => seen.slice(2)).toEqual(['use abc', 'SIP/2.0 401 Unauthorized']);
    expect(asked).toEqual(['clinic']);
  });

  it('lets SIP.js report a challenge that nobody will answer', async () => {
    const { transport, wire, open } = stage(() => Promise.resolve(null));
    await open();
    const delivered: string[] = [];
    transport.onMessage = (text) => delivered.push(text);
    wire.listener?.received(
      message('SIP/2.0 401 Unauthorized', 'WWW-Authenticate: Digest realm="clinic", nonce="1"'),
    );
    await expect.poll(() => delivered).toEqual([message('SIP/2.0 401 Unauthorized')]);
  });

  it('survives what the parser trips over, and drops what is no SIP', async () => {
    const { wire, seen, misfits, open } = stage();
    await open();
    wire.listener?.received(message('BOOM sip:x SIP/2.0'));
    wire.listener?.received('garbage');
    wire.listener?.received('\r\n\r\n');
    wire.listener?.received(message('SIP/2.0 200 OK'));
    expect(misfits).toEqual(['parser tripped', 'not-sip']);
    expect(seen).toEqual(['connected', 'SIP/2.0 200 OK']);
  });
});
