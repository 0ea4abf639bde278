import { TransportState } from 'sip.js';
import { beforeEach, describe, expect, it } from 'vitest';
import type { WireListener } from '../transport-port.ts';
import { MemoryTransport } from './memory-transport.ts';

/** A link in the test's hand. */
class Link {
  listener: WireListener | null = null;
  readonly sent: string[] = [];
  isClosed = false;
  open(listener: WireListener) {
    this.listener = listener;
    this.isClosed = false;
    return {
      send: (message: string) => void this.sent.push(message),
      close: () => {
        this.isClosed = true;
      },
    };
  }
}

describe('the transport to the in-memory exchange', () => {
  let link: Link;
  let transport: MemoryTransport;
  let log: string[];

  beforeEach(() => {
    link = new Link();
    transport = new MemoryTransport(null, { open: (listener) => link.open(listener) });
    log = [];
    transport.stateChange.addListener((state) => log.push(state));
    transport.onConnect = () => log.push('onConnect');
    transport.onDisconnect = (error) => log.push(error ? `onDisconnect: ${error.message}` : 'onDisconnect');
  });

  async function connected(): Promise<void> {
    const connecting = transport.connect();
    link.listener?.opened();
    await connecting;
    log.splice(0);
  }

  it('begins disconnected, connects once for all who ask, and says so before the promise does', async () => {
    expect(transport.state).toBe(TransportState.Disconnected);
    const both = [transport.connect(), transport.connect()];
    expect(log).toEqual(['Connecting']);
    link.listener?.opened();
    expect(log).toEqual(['Connecting', 'Connected', 'onConnect']);
    await Promise.all(both);
    await transport.connect();
    expect(log).toHaveLength(3);
  });

  it('sends only while it is connected', async () => {
    await expect(transport.send('early')).rejects.toThrow('Not connected.');
    await connected();
    await transport.send('in time');
    await transport.disconnect();
    await expect(transport.send('late')).rejects.toThrow('Not connected.');
    expect(link.sent).toEqual(['in time']);
  });

  it('lets go of the link when it is told to, without an error', async () => {
    await connected();
    await Promise.all([transport.disconnect(), transport.disconnect()]);
    expect(log).toEqual(['Disconnecting', 'onDisconnect', 'Disconnected']);
    expect(link.isClosed).toBe(true);
  });

  it('rejects a connect that is let go before the link is open', async () => {
    const connecting = transport.connect();
    const leaving = transport.disconnect();
    await expect(connecting).rejects.toThrow('Disconnected.');
    await leaving;
    expect(log).toEqual(['Connecting', 'Disconnecting', 'Disconnected']);
  });

  it('rejects a disconnect that is overtaken by a connect', async () => {
    await connected();
    const leaving = transport.disconnect();
    const connecting = transport.connect();
    await expect(leaving).rejects.toThrow('Connected again.');
    link.listener?.opened();
    await connecting;
    expect(transport.isConnected()).toBe(true);
  });

  it('says with an error that the link was lost', async () => {
    await connected();
    link.listener?.lost('closed');
    expect(log).toEqual(['Disconnected', 'onDisconnect: Link lost: closed']);
    const again = transport.connect();
    link.listener?.lost('refused');
    await expect(again).rejects.toThrow('Link lost: refused');
  });

  it('refuses to turn round inside a listener', async () => {
    const turned: Promise<void>[] = [];
    transport.stateChange.addListener(() => turned.push(transport.disconnect()));
    void transport.connect();
    await expect(turned[0]).rejects.toThrow('in the same turn');
  });
});
